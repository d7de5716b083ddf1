# test.sh: tangled from book/answers/07-tags.nw; edit that, not this.
# test.sh - plants six mistakes in a copy, and asks who notices.
plant() {       # plant WHAT FILE SCRIPT TEST: TEST must fail; '': none
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "$3" "copy/$2"
    cmp -s "$2" "copy/$2" && echo "FAIL  $1: nothing was planted"
    make -s -C copy STAGE=tags OPT=-O0 tests
    if (cd copy && TEST_SECONDS=5 ./tests $4) > said 2>&1; then
        [ -z "$4" ] && echo "ok    $1: nobody" || echo "FAIL  $1: not $4"
    else
        [ -n "$4" ] && echo "ok    $1: $4" || echo "FAIL  $1: somebody"
    fi
    rm -rf copy said
}
plant 'P is not asked' free.c \
    '/^static struct chunk/,/^}/{/if (prev_in_use/d;/return c;/d}' \
    a_lent_word_is_not_read
plant 'P is not cleared' free.c 's/clear_in_use(c);//' \
    two_neighbours_become_one
plant 'no foot' chunk.h 's/chunk_at(c, size)->prev_size = size;//' \
    a_free_chunk_has_its_size_at_both_ends
plant 'top comes last' free.c '/^void arena_free/,/^}/{
    /^    coalesce_next(c);/d
    s/^    c = coalesce_prev(c);/&\n    coalesce_next(c);/
}' top_takes_its_neighbour
plant 'top is used up' system.c \
    '/^struct chunk .take_from_top/,/^}/s/size + MIN_CHUNK/size/' \
    top_keeps_a_chunk
plant 'flags written anew' free.c \
    '/^static/,/^}/s/resize(prev, \(.*\));/set_head(prev, (\1) | 1);/' \
    ''
