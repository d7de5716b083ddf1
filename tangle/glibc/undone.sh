# undone.sh: tangled from book/17-glibc.nw; edit that, not this.
# undone.sh FOLDER - this stage without one of the steps, as a library in a
# folder of its own.
case $1 in
again) edit='s/free_past_cache(&main_arena, c);/free_uncached(c);/' ;;
together) edit='s/^#define APART .*/#define APART/
    s/^#define INLINE .*/#define INLINE inline/' ;;
remember) edit='/chunk_size(const/,/^}/s/return c->head/return head_of(c)/
    s/return (c->head & PREV/return (head_of(c) \& PREV/' ;;
four) edit='s/MAP_BITS = 64/MAP_BITS = 32/
    s/uint64_t/uint32_t/g
    s/ctzll/ctz/' ;;
ask) edit='s/if (page == 0)/if (1)/' ;;
go) edit='/take_bite(struct/,/^}/s/if (c == /if (1 || c == /' ;;
esac
mkdir -p "$1"
for file in *.c *.h; do
    case $file in
    bins.h | chunk.h | alloc.c | malloc.c | hints.h | os.c)
        sed "$edit" "$file" >"$1/$file" ;;
    *)  cp "$file" "$1" ;;
    esac
done
cp Makefile "$1"
make -s -C "$1" "lib$1.so"
