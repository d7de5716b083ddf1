# find - a tree of 300 folders searched by name, size, date, and with -exec.
# Packages: findutils
# Seen: find echo
. "${0%/*}/common.bash"
for i in $(seq 1 300); do
    mkdir -p "tree/$((i % 7))/$((i % 31))/d$i"
    printf '%*s' "$i" '' > "tree/$((i % 7))/$((i % 31))/d$i/f$i.txt"
done
touch -d '2001-02-03 04:05:06' tree/3/*/d*/f*
run find tree -type f -printf '%P %s %m %y\n' | sort
run find tree -name 'f*[13579].txt' -size +100c ! -newermt 2002-01-01 | sort
run find tree -regex '.*/d\(1\|2\)[0-9]/.*' -printf '%f\n' | sort
run find tree -name 'f7?.txt' -exec echo one {} ';' | sort
run find tree -name 'f2??.txt' -print0 | sort -z | tr '\0' '\n'
run find tree -maxdepth 2 -type d -exec echo all {} + | tr ' ' '\n' | sort
run find nowhere || echo "status $?"
