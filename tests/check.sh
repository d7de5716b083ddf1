#!/bin/bash
# check.sh - holds a heap of the reader's own against the tests of a stage.
# Run from the project's root; needs a C compiler and CUnit only.
#
#   check.sh STAGE HEAP.c
#
# The file defines hp_malloc, hp_free and hp_malloc_usable_size (hpoc.h),
# and as much of the rest as it likes; what it leaves out of calloc, realloc
# and memalign comes from the stage. It may include the stage's headers, and
# asks the system through os.h. A file that shares the stage's own state
# stands in for its malloc.c, and all suites run. Any other runs the contract
# suite; tests that need a walker or aligned blocks are skipped where it has
# none.
# Exit status: 0 all holds, 1 something doesn't, 2 there was nothing to run.
set -uo pipefail
export LC_ALL=C.UTF-8
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
stage=${1:-} heap=${2:-}
seconds=${TEST_SECONDS:-5}          # for a test
dir=build/check
flags=(-std=gnu11 -O2 -g -fPIC -fvisibility=hidden -fno-builtin-malloc)

die() {
    printf 'check: %s\n' "$@" >&2
    exit 2
}

# --- what was asked -------------------------------------------------------
known=()
for f in tangle/*/test_contract.c; do
    name=${f%/*} name=${name##*/}
    case $name in answer-*) ;; *) known+=("$name") ;; esac
done
usage='make check HEAP=mine.c STAGE=bump'
[ -n "$heap" ] || die "no HEAP given: $usage"
[ -n "$stage" ] || die "no STAGE given: $usage" "stages: ${known[*]}"
[[ " ${known[*]} " == *" $stage "* ]] ||
    die "no stage $stage with tests" "stages: ${known[*]}"
[ -e "$heap" ] || die "no file $heap"
[ -f "$heap" ] && [ -r "$heap" ] && [[ $heap == *.c ]] ||
    die "$heap is not a C file that can be read"
source=tangle/$stage
rm -rf "$dir"
mkdir -p "$dir"
echo '#include <CUnit/CUnit.h>' | cc -E - > /dev/null 2>&1 ||
    die 'CUnit is missing: apt-get install libcunit1-dev'

# --- the reader's file ----------------------------------------------------
cc "${flags[@]}" -Wall -Wextra -I"$source" -c -o "$dir/heap.o" "$heap" \
    2> "$dir/said"
status=$?
sed -n '1,20p' "$dir/said" >&2
[ $status = 0 ] || die "$heap does not compile"
defined=$(nm -g --defined-only "$dir/heap.o" | awk '{ print $NF }')
wanted=$(nm -u "$dir/heap.o" | awk '{ print $NF }')
has() { grep -qx -- "$1" <<< "$defined"; }
wants() { grep -qxE -- "$1" <<< "$wanted"; }

lacks=()
for f in hp_malloc hp_free hp_malloc_usable_size; do
    has "$f" || lacks+=("$f")
done
if [ ${#lacks[@]} != 0 ]; then
    said=("$heap lacks ${lacks[*]}" "$source/hpoc.h says what each must do")
    ! has malloc || said+=("it defines malloc; the tests call hp_malloc")
    die "${said[@]}"
fi
! has main || die "$heap defines main; the tests bring their own"

# --- what is put around it ------------------------------------------------
# Objects of a variable of the stage's Makefile.
objects() {
    sed -n "s/^$1 *[:+]*= *//p" "$source/Makefile" | tr ' ' '\n' |
        sed -n 's/\.o$//p'
}
compile() {                         # compile NAME...
    local f
    for f in "$@"; do
        cc "${flags[@]}" -I"$source" -c -o "$dir/$f.o" "$source/$f.c" ||
            die "$source/$f.c does not compile"
    done
}
common=() own=()
for f in $(objects HEAP); do
    case $f in
    malloc) ;;
    calloc | realloc | memalign | report) common+=("$f") ;;
    *) own+=("$f") ;;
    esac
done
compile "${common[@]}" "${own[@]}" os os_test preload tests

# Does it use something that only this stage's heap has?
inside=
for f in "${own[@]}"; do
    while read -r symbol; do
        ! wants "$symbol" || inside=$symbol
    done < <(nm -g --defined-only "$dir/$f.o" | awk '{ print $NF }')
done
skips=()
skip() { skips+=("{ \"$1\", \"$(basename "$heap") $2\" },"); }
suites=(test_contract)
if [ -n "$inside" ]; then
    mapfile -t suites < <(objects TESTS)
    echo "$heap stands in for malloc.c of $stage (it uses $inside):" \
        'all suites'
else
    own=()
    echo "$heap is a heap of its own: the contract suite"
    has walk_heap || for t in a_refused_call_changes_nothing \
        a_visitor_may_stop_the_walk; do
        skip "$t" 'has no walk_heap'
    done
    has check_heap ||
        echo '  no check_heap: nobody looks at its invariants'
    if ! has allocate_aligned && ! has hp_memalign; then
        for t in memalign_gives_any_power_of_two \
            memalign_rounds_up_to_a_power_of_two \
            posix_memalign_returns_its_error \
            valloc_and_pvalloc_give_whole_pages; do
            skip "$t" 'has neither allocate_aligned nor hp_memalign'
        done
    fi
fi
lent=()
while read -r f; do
    has "$f" || lent+=("$f")
done < <(grep -o 'hp_[a-z_]*(' "$source/hpoc.h" | tr -d '(' | sort -u)
[ ${#lent[@]} = 0 ] || echo "  from the stage: ${lent[*]}"
! wants 's?brk|mmap64|mmap|munmap|mremap' || echo "  it calls the system" \
    'itself, not through os.h: tests cannot see that, nor refuse'
! wants 'malloc|calloc|realloc' ||
    echo "  it calls libc's malloc: who is being tested?"

# What a heap of its own may lack, and the suites that stay out.
{
    echo '#include "test.h"'
    echo '#include "walk.h"'
    echo '#include "aligned.h"'
    echo '#include "report.h"'
    echo 'bool walk_heap(walk_visitor *visit, void *context)'
    echo '{ (void)visit; (void)context; return true; }'
    echo 'const char *check_heap(void) { return NULL; }'
    echo 'void *allocate_aligned(size_t alignment, size_t size)'
    echo '{ (void)alignment; (void)size; return out_of_memory(); }'
    grep -o 'struct test [a-z_]*\[\];' "$source/tests.c" |
        sed 's/\[\];/[] = { END_OF_TESTS };/; s/^/const /'
} > "$dir/support.c"
sed "/{ NULL, NULL },/{
$(printf 'i %s\n' "${skips[@]}")
}" "$source/skips.h" > "$dir/skips.h"

compile "${suites[@]}"
cc "${flags[@]}" -I"$dir" -I"$source" -iquote "$dir" -c \
    -o "$dir/support.o" "$dir/support.c" || die 'support.c does not compile'
cp "$source/tests.c" "$dir"
cc "${flags[@]}" -iquote "$dir" -I"$source" -c -o "$dir/tests.o" \
    "$dir/tests.c" || die 'tests.c does not compile'

# Weak: what the reader's file defines comes first.
in_dir() { printf "$dir/%s.o\n" "$@"; }
mapfile -t weak < <(in_dir "${common[@]}" ${own[@]+"${own[@]}"} support)
for f in "${weak[@]}"; do objcopy --weaken "$f"; done
link() {                            # link OUTPUT ARGUMENT...
    local out=$1
    shift
    cc "${flags[@]}" -o "$dir/$out" "$dir/heap.o" "${weak[@]}" "$@" \
        > "$dir/said" 2>&1
}
mapfile -t objects < <(in_dir tests "${suites[@]}" os_test)
link tests "${objects[@]}" -lcunit -pthread || {
    grep -o 'undefined reference to .*\|multiple definition of [^;]*' \
        "$dir/said" | sort -u | sed 's/^/  /' >&2
    die "$heap does not link with the tests of $stage"
}

# --- what holds -----------------------------------------------------------
passed=0 failed=0 skipped=0
while IFS=$'\t' read -r suite test result detail; do
    case $result in
    pass) passed=$((passed + 1)) ;;
    skip) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
    esac
    printf '%s  %s  %s\n' "$result" "$suite" "$test"
    [ -z "$detail" ] || printf '      %s\n' "$detail"
done < <(TEST_SECONDS=$seconds "$dir/tests" --tsv 2> "$dir/said")
[ $((passed + failed)) != 0 ] || {
    sed -n '1,10p' "$dir/said" >&2
    die 'no test ran: it ends before the first one begins'
}

# The opening tests of the chapters so far, as in `make red`.
link libcheck.so -shared "$dir/preload.o" "$dir/os.o" ||
    die "$heap does not link as a library"
for f in "$source"/red_*.c; do
    name=$(basename "$f" .c)
    compile "$name"
    if ! link "$name" "$dir/$name.o" "$dir/os_test.o"; then
        skipped=$((skipped + 1))
        echo "skip  opening  $name"
        echo "      it looks into the heap of $stage"
    elif (cd "$dir" && timeout -k 1 $((seconds * 6)) "./$name" \
        ./libcheck.so) > "$dir/said" 2>&1 || { status=$?; false; }; then
        passed=$((passed + 1))
        echo "pass  opening  $name"
    else
        failed=$((failed + 1))
        echo "fail  opening  $name"
        sed -n '1,5s/^/      /p' "$dir/said"
        [ $status != 124 ] || echo '      timed out'
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
