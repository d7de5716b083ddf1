# changed.sh: tangled from book/17-glibc.nw; edit that, not this.
# changed.sh NAME OBJECT... - this stage with one thing changed, as the
# library libNAME.so; in NAME.d is what has been compiled anew.
name=$1 folder=$1.d
shift
case $name in
bite)
    file=alloc.c edit='/is_next_bite/,/^}/s/(c) > size/(c) >= size/' ;;
second)
    file=alloc.c edit='s/if (c != bin->bk &.*/if (0)/' ;;
limit)
    file=alloc.c edit='s/SORT_LIMIT = 10000/SORT_LIMIT = 20/' ;;
flags)
    file=stats.c edit='s/(&s, head_of(c))/(\&s, chunk_size(c))/' ;;
again)
    file=malloc.c
    edit='/void put(/,/^}/s/free_past_cache(a,/free_chunk(a,/' ;;
together)
    file=hints.h edit='s/^#define APART .*/#define APART/
        s/^#define INLINE .*/#define INLINE inline/' ;;
remember)
    file=chunk.h
    edit='/size_t head_of(/,/^}/s/c->head/own_head(c)/' ;;
four)
    file=bins.h edit='s/MAP_BITS = 64/MAP_BITS = 32/
        s/uint64_t/uint32_t/g
        s/ctzll/ctz/' ;;
ask)
    file=os.c edit='s/if (known == 0)/if (1)/' ;;
go)
    file=alloc.c
    edit='/take_bite(struct/,/^}/s/if (c == /if (1 || c == /' ;;
esac
rm -rf "$folder" && mkdir "$folder"
case $file in *.h) cp *.c *.h "$folder" ;; esac
sed "$edit" "$file" >"$folder/$file"
! cmp -s "$file" "$folder/$file" || exit 1
for object in "$@"; do
    if [ -e "$folder/${object%.o}.c" ]; then
        $CC $CFLAGS -I. -c -o "$folder/$object" "$folder/${object%.o}.c"
        object=$folder/$object
    fi
    objects="$objects $object"
done
$CC $CFLAGS -shared -o "lib$name.so" $objects
