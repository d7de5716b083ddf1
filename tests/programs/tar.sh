# tar - packs 100 files, compresses them through xz, lists and unpacks them.
# Packages: tar xz-utils
# Seen: tar xz
. "${0%/*}/common.bash"
need xz >/dev/null
mkdir -p tree/{a,b,c}/deep
for i in $(seq 1 100); do
    seq "$i" $((i * 40)) > "tree/a/deep/file-$i"
done
ln -s a/deep tree/link
ln tree/a/deep/file-1 tree/b/hard
run tar --create --xz --sort=name --mtime='2001-02-03 04:05:06Z' --owner=0 \
    --group=0 --numeric-owner --format=posix --file=tree.tar.xz \
    --pax-option=delete=atime,delete=ctime tree
cksum < tree.tar.xz
run tar --list --verbose --xz --file=tree.tar.xz
mkdir out
run tar --extract --xz --file=tree.tar.xz --directory=out
diff -r tree out/tree
run xz --list --robot tree.tar.xz
run xz --decompress --stdout tree.tar.xz | cksum
run tar --extract --file=nothing.tar || echo "status $?"
