# perl - hashes, closures, regular expressions, sorting, strings that grow.
# Packages: perl
# Seen: perl
. "${0%/*}/common.bash"
need perl >/dev/null
export PERL_HASH_SEED=0
run perl -we '
    use strict;
    my (%count, @list, $text);
    for my $i (1 .. 20000) {
        my $word = join "", map { chr(97 + ($i * $_ * 31) % 26) } 1 .. 3;
        push @{ $count{$word} }, $i;
        $text .= "$word-$i,";
    }
    print "$_: ", scalar @{ $count{$_} }, " @{ $count{$_} }[0 .. 1]\n"
        for grep { @{ $count{$_} } > 1 } sort keys %count;
    my %found;
    $found{$1}++ while $text =~ /\b(\w)\w\w-(\d+)7,/g;
    print join(" ", map { "$_=$found{$_}" } sort keys %found), "\n";
    my @adders = map { my $n = $_; sub { $n += shift } } 1 .. 2000;
    $_->(7) for @adders;
    print eval { $adders[1999]->(1) }, "\n";
    eval { die { code => 42, why => [1 .. 3] } };
    print "died with $@->{code}, @{ $@->{why} }\n";
    print length($text x 20), " ", unpack("%32C*", $text x 20), "\n";
'
run perl -MData::Dumper -e '$Data::Dumper::Sortkeys = 1; $Data::Dumper::Indent = 1;
    print Dumper({ map { ("k$_" => [1 .. $_], $_ => { $_ => \"x$_" }) } 1 .. 30 })'
run perl -e 'print STDERR "last words\n"; exit 3' || echo "status $?"
