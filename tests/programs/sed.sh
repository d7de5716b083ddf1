# sed - substitutions, hold space, branches, editing a file in place.
# Packages: sed
# Seen: sed
. "${0%/*}/common.bash"
seq 1 5000 | run sed -E 's/([0-9])([0-9]*)/\2[\1]/; /9/!s/$/ no nine/; 5~7d'
seq 1 400 | run sed -n '1!G; h; $p'
seq 1 2000 | run sed ':again; N; $!b again; s/\n/ /g; s/[0-9]* 1/<&>/g'
seq 1 100 > numbers
run sed -i.old '10,20{s/^/x/;y/x/y/};30,$d' numbers
cat numbers
cksum < numbers.old
run sed 's/(/\(/' numbers || echo "status $?"
