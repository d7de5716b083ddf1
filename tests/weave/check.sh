#!/bin/bash
# check.sh - does `make check` say of a heap what is true of it? Each heap
# here is written to be good or bad in one way. Run from the project's root.
set -uo pipefail
export LC_ALL=C.UTF-8
. tests/lib.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# says NAME STATUS FILE STAGE PATTERN...: the exit status of make check is
# STATUS or make's for it, and its output has a line for each pattern.
says() {
    local name=$1 status=0 want=$2 pattern
    TEST_SECONDS=1 make -s check HEAP="$3" STAGE="$4" \
        > "$tmp/said" 2>&1 || status=$?
    shift 4
    if [ "$want" = ok ] && [ $status != 0 ] ||
        [ "$want" = bad ] && [ $status = 0 ]; then
        fail "$name" "exit status $status: $(tail -n 5 "$tmp/said")"
        return
    fi
    for pattern; do
        grep -qE -- "$pattern" "$tmp/said" || {
            fail "$name" "no «$pattern» in: $(tail -n 30 "$tmp/said")"
            return
        }
    done
    ok "$name"
}

# --- nothing to run -------------------------------------------------------
says 'no file is named' bad '' bump '^check: no HEAP given: make check'
says 'no stage is named' bad tangle/bump/malloc.c '' \
    '^check: no STAGE given' '^check: stages: .*bump'
says 'a missing file' bad "$tmp/missing.c" bump '^check: no file .*missing'
says 'an unknown stage' bad tangle/bump/malloc.c bumb \
    '^check: no stage bumb' '^check: stages: .*contract.*|bump.*contract'
says 'a folder' bad "$tmp" bump 'is not a C file'

echo 'void *hp_malloc(size_t size) { return 0 }' > "$tmp/broken.c"
says 'a file that does not compile' bad "$tmp/broken.c" bump \
    'broken.c:1:.*error' '^check: .*broken.c does not compile'

cat > "$tmp/half.c" << 'END'
#include "hpoc.h"
void *hp_malloc(size_t size) { (void)size; return NULL; }
void *malloc(size_t size) { return hp_malloc(size); }
END
says 'a file that lacks functions' bad "$tmp/half.c" bump \
    'half.c lacks hp_free hp_malloc_usable_size$' 'hpoc.h says' \
    'it defines malloc; the tests call hp_malloc'

# --- heaps ----------------------------------------------------------------
cp tangle/bump/malloc.c "$tmp/bump.c"
says 'the stage'\''s own heap' ok "$tmp/bump.c" bump \
    'stands in for malloc.c of bump .it uses main_arena.: all suites' \
    '^pass  bump  chunks_lie_back_to_back' '^pass  opening  red_bump' \
    '^skip  contract  freed_memory_comes_back' '^[0-9]+ passed, 0 failed'

sed 's/size + 2 \* HEADER, GROWTH/size + HEADER, GROWTH/' \
    tangle/bump/malloc.c > "$tmp/short.c"
says 'a bug that one suite sees' bad "$tmp/short.c" bump \
    '^pass  contract  live_blocks_never_overlap' \
    '^fail  bump  growth_counts_the_bytes_lost_to_alignment' \
    '^      .*test_bump.c:[0-9]+: ' '^[0-9]+ passed, 1 failed'

# A heap of the reader's own: one bump in a mapping, without a walker and
# without alignment; each bug below is a line of it.
own() {                             # own NAME SED-SCRIPT
    sed "${2:-}" > "$tmp/$1.c" << 'END'
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include "hpoc.h"
#include "os.h"

static char *at, *end;

static void *room(size_t size)
{
    size_t whole = (size + 16 + 15) / 16 * 16;
    if (at == NULL || (size_t)(end - at) < whole) {
        size_t crate = whole > 1 << 16 ? whole : 1 << 16;
        crate = (crate + 4095) / 4096 * 4096;
        char *more = os_map(crate);
        if (more == NULL)
            return NULL;
        at = more;
        end = at + crate;
    }
    size_t *head = (size_t *)(void *)at;
    at += whole;
    *head = whole - 16;
    return head + 2;
}

void *hp_malloc(size_t size)
{
    void *mem = size > PTRDIFF_MAX - 8192 ? NULL : room(size);
    if (mem == NULL)
        errno = ENOMEM;
    return mem;
}

void hp_free(void *mem)
{
    (void)mem;
}

size_t hp_malloc_usable_size(void *mem)
{
    return mem == NULL ? 0 : ((size_t *)mem)[-2];
}
END
}
own mine
says 'a heap of one'\''s own' ok "$tmp/mine.c" bump \
    'mine.c is a heap of its own: the contract suite' \
    '^  from the stage: .*hp_realloc' '^  no check_heap' \
    '^pass  contract  live_blocks_never_overlap' \
    '^skip  contract  memalign_gives_any_power_of_two' \
    '^      mine.c has neither allocate_aligned nor hp_memalign' \
    '^skip  contract  a_refused_call_changes_nothing' \
    '^      mine.c has no walk_heap' \
    '^pass  opening  red_contract' '^[0-9]+ passed, 0 failed, [4-9] skip'
says 'the same where memory must come back' bad "$tmp/mine.c" contract \
    '^fail  contract  freed_memory_comes_back' '^[0-9]+ passed, 1 failed'

own crash 's/(void)mem;/*(volatile int *)mem = *(volatile int *)8;/'
says 'a heap that crashes' bad "$tmp/crash.c" bump \
    '^pass  contract  calloc_refuses_an_overflowing_product' \
    '^fail  contract  free_keeps_errno' '^      Segmentation fault'

own hang 's/(void)mem;/for (;; *(volatile char *)\&at) { }/'
says 'a heap that hangs' bad "$tmp/hang.c" bump \
    '^pass  contract  calloc_refuses_an_overflowing_product' \
    '^fail  contract  free_keeps_errno' '^      timed out'

own first 's/^static char/__attribute__((constructor)) \
static void x(void) { abort(); }\n&/'
says 'a heap that ends before any test' bad "$tmp/first.c" bump \
    'no test ran'

own odd 's/(size + 16 + 15) \/ 16 \* 16/size + 24/'
says 'a heap that does not align' bad "$tmp/odd.c" bump \
    '^fail  contract  addresses_are_multiples_of_16'

own system 's/os_map(crate)/malloc(crate)/'
says 'a heap over libc'\''s' bad "$tmp/system.c" bump \
    "it calls libc's malloc"

own direct 's/os_map(crate)/sbrk((long)crate)/
    s/#include <errno.h>/&\n#include <unistd.h>/'
says 'a heap that goes past os.h' bad "$tmp/direct.c" bump \
    'it calls the system itself, not through os.h' \
    '^fail  contract  out_of_memory_gives_null'

own extra 's/(void)mem;/extern void give_back(void *); give_back(mem);/'
says 'a heap that calls what nobody has' bad "$tmp/extra.c" bump \
    "undefined reference to .give_back" 'does not link with the tests'

own full '$a void *hp_calloc(size_t n, size_t size) \
{ (void)n; return hp_malloc(size); }'
says 'its own calloc is tested, not the stage'\''s' bad "$tmp/full.c" bump \
    '^fail  contract  calloc_(clears_what_was|refuses)'

own main '$a int main(void) { return 0; }'
says 'a file with main' bad "$tmp/main.c" bump 'main.c defines main'
summary
