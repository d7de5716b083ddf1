# planted.sh: tangled from book/17-glibc.nw; edit that, not this.
# planted.sh FOLDER - this stage with one mistake, as a library in a folder
# of its own.
case $1 in
bite) edit='/is_next_bite/,/^}/s/(c) > size/(c) >= size/' ;;
second) edit='s/if (c != bin->bk \&\& c->fd->head == c->head)/if (0)/' ;;
limit) edit='s/SORT_LIMIT = 10000/SORT_LIMIT = 20/' ;;
pad) edit='s/^    .top_pad = .*/    .top_pad = 132 * 1024,/' ;;
info) edit='s/add_size(&s, head_of(c));/add_size(\&s, chunk_size(c));/' ;;
esac
mkdir -p "$1"
for file in *.c *.h; do
    sed "$edit" "$file" >"$1/$file"
done
cat *.c | cmp -s - <(cd "$1" && cat *.c) && exit 1
cp Makefile "$1"
make -s -C "$1" "lib$1.so"
