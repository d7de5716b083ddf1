/* crimes_malloc.c - see misuse.c: what malloc finds when it comes for a
   chunk: in the cache, on the fast bins, in the bins, at the top. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "misuse.h"

static void use_up_the_cache(size_t request)
{
    for (int i = 0; i < CACHED; i++)
        get(request);
}

/* --- the cache ---------------------------------------------------------- */

static void cache_link(const void *to)
{
    word *a = get(24), *b = get(24);
    free(a);
    free(b);
    set_link(b, to == NULL ? a + 1 : to);
    tell("first", get(24));
    tell("second", get(24));
}

static void cache_link_unaligned(void)
{
    cache_link(NULL);
}

static void cache_link_to_a_variable(void)
{
    static _Alignas(16) word variable[8];
    cache_link(variable);
}

static void cache_link_to_nowhere(void)
{
    cache_link((void *)(uintptr_t)0x10000);
}

static void cache_link_not_mangled(void)
{
    word *a = get(24), *b = get(24);
    free(a);
    free(b);
    b[0] = (uintptr_t)a;
    tell("first", get(24));
    tell("second", get(24));
}

/* The cache's own block is the first of the heap. */
static word *cache_of_first(word *first)
{
    return first - 0x290 / sizeof *first;
}

static void cache_count_of_an_empty_stack(void)
{
    word *first = get(24);
    cache_of_first(first)[0] = 1;
    get(24);
}

static void cache_count_lost(void)
{
    word *first = get(24);
    free(first);
    cache_of_first(first)[0] = 0;
    tell("first", get(24));
    free(get(24));
    tell("second", get(24));
    tell("third", get(24));
}

static void cache_count_too_large(void)
{
    word *first = get(24);
    free(first);
    cache_of_first(first)[0] = 3;
    tell("first", get(24));
    get(24);
}

static void cache_first_unaligned(void)
{
    word *first = get(24);
    free(first);
    cache_of_first(first)[16] += 8;
    get(24);
}

/* --- fast bins ---------------------------------------------------------- */

static void fast_link_unaligned(void)
{
    word *pair[2];
    fast_pair(pair);
    set_link(pair[1], pair[0] - 1);
    tell("first", calloc(1, 24));
    tell("second", calloc(1, 24));
}

static void fast_link_unaligned_to_the_cache(void)
{
    word *pair[2];
    fast_pair(pair);
    use_up_the_cache(24);
    set_link(pair[1], pair[0] - 1);
    get(24);
}

static void *do_nothing(void *argument)
{
    return argument;
}

static void fast_link_unaligned_after_a_thread(void)
{
    word *pair[2];
    in_thread(do_nothing, NULL);
    fast_pair(pair);
    set_link(pair[1], pair[0] - 1);
    tell("first", calloc(1, 24));
}

static void fast_link_to_nowhere(void)
{
    word *pair[2];
    fast_pair(pair);
    set_link(pair[1], (void *)(uintptr_t)0x10000);
    tell("first", calloc(1, 24));
    tell("second", calloc(1, 24));
}

static void fast_link_to_a_variable(void)
{
    static _Alignas(16) word variable[8] = { 0, 0x21 };
    word *pair[2];
    fast_pair(pair);
    set_link(pair[1], variable);
    tell("first", calloc(1, 24));
    set_link(variable + 2, NULL);
    tell("second", calloc(1, 24));
}

static void fast_link_to_a_variable_of_another_size(void)
{
    static _Alignas(16) word variable[8] = { 0, 0x31 };
    word *pair[2];
    fast_pair(pair);
    set_link(pair[1], variable);
    tell("first", calloc(1, 24));
    tell("second", calloc(1, 24));
}

static void fast_link_to_itself(void)
{
    word *pair[2];
    fast_pair(pair);
    set_link(pair[1], pair[1] - 2);
    tell("first", calloc(1, 24));
    tell("second", calloc(1, 24));
}

static void fast_of_another_size(void)
{
    word *pair[2];
    fast_pair(pair);
    pair[1][-1] = 0x31;
    calloc(1, 24);
}

static void fast_of_another_size_to_the_cache(void)
{
    word *pair[2];
    fast_pair(pair);
    use_up_the_cache(24);
    pair[0][-1] = 0x91;
    tell("first", get(24));
    tell("second", get(24));
}

static void consolidate_unaligned(void)
{
    word *pair[2];
    fast_pair(pair);
    set_link(pair[1], pair[0] - 1);
    sort();
}

static void consolidate_another_size(void)
{
    word *pair[2];
    fast_pair(pair);
    pair[1][-1] = 0x31;
    sort();
}

static void consolidate_with_a_wrong_foot(void)
{
    word *pair[2];
    fast_pair(pair);
    pair[1][-1] = 0x20;
    pair[1][-2] = 0x30;
    sort();
}

static void consolidate_by_mallopt(void)
{
    word *pair[2];
    fast_pair(pair);
    pair[1][-1] = 0x41;
    mallopt(M_TOP_PAD, 0);
}

static void consolidate_by_trim(void)
{
    word *pair[2];
    fast_pair(pair);
    set_link(pair[1], pair[0] - 1);
    malloc_trim(0);
}

/* --- small bins --------------------------------------------------------- */

static void binned_small_pair(word *pair[2])
{
    small_pair(pair);
    free(pair[0]);
    free(pair[1]);
    sort();
}

static void small_bk_wrong(void)
{
    word *pair[2];
    binned_small_pair(pair);
    pair[0][1] = (uintptr_t)pair[0];
    calloc(1, 200);
}

static void small_fd_wrong(void)
{
    word *pair[2];
    binned_small_pair(pair);
    pair[0][0] = (uintptr_t)pair[0];
    tell("first", calloc(1, 200));
    tell("second", calloc(1, 200));
}

static void small_bk_wrong_to_the_cache(void)
{
    static _Alignas(16) word fakes[CACHED][64];
    word *pair[2];
    binned_small_pair(pair);
    use_up_the_cache(200);
    pair[1][1] = (uintptr_t)fakes[0];
    for (int i = 0; i < CACHED - 1; i++)
        fakes[i][3] = (uintptr_t)fakes[i + 1];
    tell("first", get(200));
    tell("second", get(200));
}

/* Whose flag is set, that of the chunk behind by the size asked for, or by
   what the head says? */
static void small_of_another_size_taken(void)
{
    word *pair[2];
    binned_small_pair(pair);
    word head = pair[0][-1];
    pair[0][-1] = 0x61;
    tell("first", calloc(1, 200));
    pair[0][-1] = head;
    free(pair[0]);
    tell("second", calloc(1, 200));
}

static void small_of_another_size_to_the_cache(void)
{
    word *pair[2];
    binned_small_pair(pair);
    use_up_the_cache(200);
    pair[1][-1] = 0x61;
    tell("first", get(200));
    pair[1][-1] = 0xd1;
    printf("next says %zu\n", next_of(pair[1])[-1] & 1);
}

static void small_size_too_small(void)
{
    word *pair[2];
    binned_small_pair(pair);
    pair[0][-1] = 0x21;
    get(180);
}

/* --- what is unsorted --------------------------------------------------- */

static word *unsorted_block(void)
{
    word *pair[2];
    large_pair(pair);
    free(pair[0]);
    return pair[0];
}

static void unsorted_size_16(void)
{
    unsorted_block()[-1] = 0x11;
    sort();
}

static void unsorted_size_huge(void)
{
    unsorted_block()[-1] = 0x400001;
    sort();
}

static void unsorted_next_size_0(void)
{
    next_of(unsorted_block())[-1] = 0;
    sort();
}

static void unsorted_next_size_huge(void)
{
    next_of(unsorted_block())[-1] = 0x400000;
    sort();
}

static void unsorted_foot_wrong(void)
{
    next_of(unsorted_block())[-2] = 0x500;
    sort();
}

static void unsorted_size_shorter(void)
{
    unsorted_block()[-1] -= 0x20;
    sort();
}

static void unsorted_bk_wrong(void)
{
    word *p = unsorted_block();
    p[1] = (uintptr_t)p;
    sort();
}

static void unsorted_bk_to_nowhere(void)
{
    unsorted_block()[1] = 0x10000;
    sort();
}

static void unsorted_fd_wrong(void)
{
    word *p = unsorted_block();
    p[0] = (uintptr_t)p;
    sort();
}

static void unsorted_next_says_in_use(void)
{
    next_of(unsorted_block())[-1] |= 1;
    sort();
}

static void unsorted_flag_n(void)
{
    word *p = unsorted_block();
    p[-1] |= 4;
    tell("malloc", get(LARGE));
}

/* More than are sorted at once, so that the newest stays where it is, with a
   wrong link, while a remainder is put beside it. */
static void remainder_beside_a_wrong_first(size_t from, size_t request)
{
    enum { MANY = 10010 };
    static word *many[MANY];
    word *large = get(from);
    get(GUARD);
    for (int i = 0; i < MANY; i++) {
        many[i] = get(0x418);
        get(GUARD);
    }
    free(large);
    for (int i = 0; i < MANY; i++)
        free(many[i]);
    many[MANY - 1][1] = (uintptr_t)large;
    get(request);
}

static void remainder_of_the_same_bin(void)
{
    remainder_beside_a_wrong_first(0x4100, 0x4000);
}

static void remainder_of_a_larger_bin(void)
{
    remainder_beside_a_wrong_first(0x5100, 0x4000);
}

/* --- large bins --------------------------------------------------------- */

/* The first is in its bin. The second, which is larger and belongs there
   too, is unsorted. */
static void large_and_larger(word *pair[2])
{
    pair[0] = get(0x4f8);
    get(GUARD);
    pair[1] = get(0x518);
    get(GUARD);
    free(pair[0]);
    sort();
    free(pair[1]);
}

static void large_ring_wrong(void)
{
    word *pair[2];
    large_and_larger(pair);
    pair[0][3] = (uintptr_t)pair[1];
    sort();
}

static void large_bk_wrong(void)
{
    static _Alignas(16) word fake[8];
    word *pair[2];
    large_and_larger(pair);
    pair[0][1] = (uintptr_t)fake;
    sort();
}

static void large_ring_to_nowhere(void)
{
    word *pair[2];
    large_and_larger(pair);
    pair[0][3] = 0x10000;
    sort();
}

static void large_flag_n(void)
{
    word *pair[2];
    large_and_larger(pair);
    pair[0][-1] |= 4;
    sort();
}

static void large_taken_with_a_wrong_foot(void)
{
    word *pair[2];
    large_and_larger(pair);
    next_of(pair[0])[-2] = 0x20;
    get(0x4f0);
}

static void large_taken_with_a_wrong_fd(void)
{
    word *pair[2];
    large_and_larger(pair);
    sort();
    pair[1][0] = (uintptr_t)pair[1];
    get(0x518);
}

static void large_taken_with_a_wrong_ring(void)
{
    word *pair[2];
    large_and_larger(pair);
    sort();
    pair[1][2] = (uintptr_t)pair[1];
    get(0x518);
}

static void large_taken_with_no_ring(void)
{
    word *pair[2];
    large_and_larger(pair);
    sort();
    pair[0][2] = 0;
    tell("malloc", get(0x4f0));
    tell("malloc", get(0x4f0));
}

static void large_size_too_small(void)
{
    word *pair[2];
    large_and_larger(pair);
    sort();
    pair[0][-1] = 0x21;
    get(0x4a0);
}

static void large_size_larger(void)
{
    word *pair[2];
    large_and_larger(pair);
    sort();
    pair[0][-1] = 0x541;
    get(0x500);
}

/* --- top ---------------------------------------------------------------- */

static void top_with_head(word head, size_t request)
{
    word *p = get(24);
    top_block(p)[-1] = head;
    tell("malloc", get(request));
}

static void top_size_huge(void)
{
    top_with_head(~(word)0, 100);
}

static void top_size_0(void)
{
    top_with_head(1, 100);
}

static void top_size_not_to_a_page(void)
{
    top_with_head(0x101, 1000);
}

static void top_size_to_another_page(void)
{
    top_with_head(0xd51, 5000);
}

static void top_flag_p_cleared(void)
{
    word *p = get(100000);
    top_block(p)[-1] &= ~(word)1;
    get(100000);
}

static void top_flag_p_cleared_not_seen(void)
{
    word *p = get(24);
    top_block(p)[-1] &= ~(word)1;
    tell("malloc", get(100));
}

static void break_moved_down(void)
{
    get(100000);
    sbrk(-4096);
    get(100000);
}

static void break_moved_up(void)
{
    get(100000);
    sbrk(4096);
    tell("malloc", get(100000));
}

const struct crime malloc_crimes[] = {
    CRIME(cache_link_unaligned),
    CRIME(cache_link_to_a_variable),
    CRIME(cache_link_to_nowhere),
    CRIME(cache_link_not_mangled),
    CRIME(cache_count_of_an_empty_stack),
    CRIME(cache_count_lost),
    CRIME(cache_count_too_large),
    CRIME(cache_first_unaligned),
    CRIME(fast_link_unaligned),
    CRIME(fast_link_unaligned_to_the_cache),
    CRIME(fast_link_unaligned_after_a_thread),
    CRIME(fast_link_to_nowhere),
    CRIME(fast_link_to_a_variable),
    CRIME(fast_link_to_a_variable_of_another_size),
    CRIME(fast_link_to_itself),
    CRIME(fast_of_another_size),
    CRIME(fast_of_another_size_to_the_cache),
    CRIME(consolidate_unaligned),
    CRIME(consolidate_another_size),
    CRIME(consolidate_with_a_wrong_foot),
    CRIME(consolidate_by_mallopt),
    CRIME(consolidate_by_trim),
    CRIME(small_bk_wrong),
    CRIME(small_fd_wrong),
    CRIME(small_bk_wrong_to_the_cache),
    CRIME(small_of_another_size_taken),
    CRIME(small_of_another_size_to_the_cache),
    CRIME(small_size_too_small),
    CRIME(unsorted_size_16),
    CRIME(unsorted_size_huge),
    CRIME(unsorted_next_size_0),
    CRIME(unsorted_next_size_huge),
    CRIME(unsorted_foot_wrong),
    CRIME(unsorted_size_shorter),
    CRIME(unsorted_bk_wrong),
    CRIME(unsorted_bk_to_nowhere),
    CRIME(unsorted_fd_wrong),
    CRIME(unsorted_next_says_in_use),
    CRIME(unsorted_flag_n),
    CRIME(remainder_of_the_same_bin),
    CRIME(remainder_of_a_larger_bin),
    CRIME(large_ring_wrong),
    CRIME(large_bk_wrong),
    CRIME(large_ring_to_nowhere),
    CRIME(large_flag_n),
    CRIME(large_taken_with_a_wrong_foot),
    CRIME(large_taken_with_a_wrong_fd),
    CRIME(large_taken_with_a_wrong_ring),
    CRIME(large_taken_with_no_ring),
    CRIME(large_size_too_small),
    CRIME(large_size_larger),
    CRIME(top_size_huge),
    CRIME(top_size_0),
    CRIME(top_size_not_to_a_page),
    CRIME(top_size_to_another_page),
    CRIME(top_flag_p_cleared),
    CRIME(top_flag_p_cleared_not_seen),
    CRIME(break_moved_down),
    CRIME(break_moved_up),
    { NULL, NULL },
};
