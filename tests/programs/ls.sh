# ls - a folder of 400 files, listed long, by size, by time, recursively.
# Packages: coreutils
# Seen: ls
. "${0%/*}/common.bash"
for i in $(seq 1 400); do
    printf '%*s' $((i * 7 % 97)) '' > "file-$((i * 7919 % 1009))-$i"
done
mkdir -p deep/er/still
ln -s ../file-1 deep/link
touch -h -d '2001-02-03 04:05:06' ./* deep/link deep/er/still deep/er deep
touch -d '2011-12-13 14:15:16' file-*7
run ls
run ls -1ltr --time-style=full-iso | grep -v ^total
run ls -1S
run ls -m -Q -F -R
run ls -C -w 60 no-such-file || echo "status $?"
