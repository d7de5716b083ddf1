# looks.sed: tangled from book/13-largebins.nw; edit that, not this.
/\*take_large(/,/^}/{
s/chunk_size(c) \(>=\|<\) size/seen(&)/
s/bin_at(.*;/& look_again();/
}
s/chunk_size(first) > size/passed(&)/
