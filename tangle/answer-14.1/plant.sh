# plant.sh: tangled from book/14-unsortedbin.nw; edit that, not this.
# plant.sh WHICH - the model check, on a copy of the heap with a mistake.
plant() {           # plant NAME FILE SCRIPT
    [ "$1" = "$which" ] || return 0
    sed -i "$3" "planted/$2"
    ! cmp -s "$2" "planted/$2" || echo "nothing was planted"
}
which=$1
rm -rf planted && mkdir planted
cp -p ./*.c ./*.h ./*.sed ./*.o ./*.mk Makefile planted
plant first alloc.c '/^static struct chunk .take_large/,/^}/{
    /c != bin->bk/,+1d
}'
plant bite alloc.c 's/chunk_size(c) > size + MIN_CHUNK/\
    chunk_size(c) >= size + MIN_CHUNK/'
plant newest alloc.c '/take_oldest(struct/,/^}/s/bin->bk/bin->fd/'
plant at-once alloc.c 's/kept = t;/break;/'
plant backwards free.c '/^void cons/,/^}/{
    s/i = 0; i < FASTBINS; i++/i = FASTBINS; i-- > 0;/
}'
plant remember alloc.c 's/rest != NULL \&\& is_small(size)/rest != NULL/'
plant limit alloc.c 's/SORT_LIMIT = 10000/SORT_LIMIT = 10001/'
plant stale bins.h '/^static inline void bins_defer/,/^}/{
    s/c->fd_nextsize = c->bk_nextsize = NULL;/(void)c;/
}'
make -s -C planted STAGE=unsortedbin model_check >&2
(cd planted && ./model_check)
status=$?
rm -rf planted
exit $status
