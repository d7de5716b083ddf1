/* crimes_other.c - see misuse.c: realloc and memalign, mmapped chunks,
   fenceposts, statistics, threads. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "misuse.h"

/* --- realloc ------------------------------------------------------------ */

static void realloc_between_words(void)
{
    word *p = get(100);
    p[0] = 0x21;
    tell("realloc", realloc(p + 1, 200));
}

static void realloc_with_head(word head, size_t request)
{
    word *p = get(100);
    get(GUARD);
    p[-1] = head;
    tell("realloc", realloc(p, request));
}

static void realloc_of_a_size_that_wraps(void)
{
    realloc_with_head(~(word)0xe, 200);
}

static void realloc_of_size_0(void)
{
    realloc_with_head(1, 200);
}

static void realloc_of_size_16(void)
{
    realloc_with_head(0x10, 200);
}

static void realloc_of_a_huge_size(void)
{
    realloc_with_head(0x400001, 200);
}

static void realloc_of_a_smaller_size(void)
{
    realloc_with_head(0x31, 200);
}

static void realloc_with_flag_n(void)
{
    realloc_with_head(0x75, 200);
}

static void realloc_with_flag_m(void)
{
    realloc_with_head(0x73, 200);
}

static void realloc_before_head(word head)
{
    word *p = get(100);
    get(GUARD);
    next_of(p)[-1] = head;
    tell("realloc", realloc(p, 200));
}

static void realloc_before_size_0(void)
{
    realloc_before_head(0);
}

static void realloc_before_a_huge_size(void)
{
    realloc_before_head(0x400001);
}

static void realloc_into_a_wrong_foot(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    free(b);
    next_of(b)[-2] = 0x40;
    tell("realloc", realloc(a, LARGE + 100));
}

static void realloc_into_wrong_links(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    free(b);
    b[0] = (uintptr_t)a;
    tell("realloc", realloc(a, LARGE + 100));
}

static void realloc_of_a_freed_block(void)
{
    word *p = get(100);
    free(p);
    tell("p", p);
    tell("realloc", realloc(p, 200));
    tell("malloc", get(100));
}

static void realloc_of_a_freed_large_block(void)
{
    word *pair[2];
    large_pair(pair);
    free(pair[0]);
    tell("realloc", realloc(pair[0], 2 * LARGE));
}

static void realloc_to_nothing_twice(void)
{
    word *p = get(100);
    tell("realloc", realloc(p, 0));
    tell("realloc", realloc(p, 0));
}

static void realloc_frees_beside_a_wrong_fast_chunk(void)
{
    word *pair[2], *p = get(100);
    fast_pair(pair);
    pair[1][-1] = 0x31;
    tell("realloc", realloc(p, 72));
}

static void memalign_with_a_huge_top(void)
{
    word *p = get(24);
    top_block(p)[-1] = ~(word)0;
    memalign(64, 100);
}

static void memalign_of_an_unsorted_wrong_size(void)
{
    word *pair[2];
    large_pair(pair);
    free(pair[0]);
    pair[0][-1] = 0x11;
    memalign(64, 1000);
}

static void memalign_freed_at_its_lead(void)
{
    word *p = memalign(4096, 100);
    free(p - 4);
}

/* --- mmapped chunks ----------------------------------------------------- */

enum { MAPPED = 200000 };

static void mapped_twice(void)
{
    word *p = get(MAPPED);
    free(p);
    free(p);
}

static void mapped_size_not_of_pages(void)
{
    word *p = get(MAPPED);
    p[-1] += 16;
    free(p);
}

static void mapped_offset_not_of_pages(void)
{
    word *p = get(MAPPED);
    p[-2] = 32;
    free(p);
}

static void mapped_size_and_offset(void)
{
    word *p = get(MAPPED);
    p[-2] = 32;
    p[-1] -= 32;
    free(p);
}

static void mapped_moved_within_its_page(void)
{
    word *p = get(MAPPED);
    p[4] = 48;
    p[5] = p[-1] - 48;
    free(p + 6);
}

static void mapped_freed_within(void)
{
    word *p = get(MAPPED);
    free(p + 512);
}

static void mapped_flag_cleared(void)
{
    word *p = get(MAPPED);
    p[-1] &= ~(word)2;
    free(p);
}

static void mapped_flag_n(void)
{
    word *p = get(MAPPED);
    p[-1] |= 4;
    free(p);
    tell("malloc", get(MAPPED));
}

static void mapped_realloc_of_another_size(void)
{
    word *p = get(MAPPED);
    p[-1] += 16;
    tell("realloc", realloc(p, 2 * MAPPED));
}

static void mapped_realloc_of_another_offset(void)
{
    word *p = get(MAPPED);
    p[-2] = 16;
    tell("realloc", realloc(p, 10));
}

static void mapped_realloc_after_free(void)
{
    word *p = get(MAPPED);
    free(p);
    tell("realloc", realloc(p, 10));
}

/* --- fenceposts --------------------------------------------------------- */

/* A foreign sbrk ends the first part of the heap. Returns: the block before
   the fenceposts; they follow. */
static word *fenced(void)
{
    get(24);
    get(100000);
    sbrk(4096);
    get(100000);
    return get(0x8678);
}

static void fence_freed(void)
{
    word *p = fenced();
    tell("p", p);
    free(next_of(p));
}

static void fence_freed_second(void)
{
    word *p = fenced();
    free(next_of(p) + 2);
}

static void fence_size_0(void)
{
    word *p = fenced();
    next_of(p)[-1] = 1;
    free(p);
}

static void fence_size_larger(void)
{
    word *p = fenced();
    next_of(p)[-1] = 0x1001;
    free(p);
    tell("malloc", get(0x8678));
}

static void fence_flag_p_cleared(void)
{
    word *p = fenced();
    next_of(p)[-1] = 0x10;
    free(p);
}

static void fence_second_flag_p_cleared(void)
{
    word *p = fenced();
    next_of(p)[1] = 0x10;
    free(p);
}

/* --- statistics --------------------------------------------------------- */

static void unaligned_fast_pair(void)
{
    word *pair[2];
    fast_pair(pair);
    set_link(pair[1], pair[0] - 1);
}

static void mallinfo_unaligned(void)
{
    unaligned_fast_pair();
    mallinfo2();
}

static void malloc_stats_unaligned(void)
{
    unaligned_fast_pair();
    malloc_stats();
}

static void malloc_info_unaligned(void)
{
    unaligned_fast_pair();
    malloc_info(0, stdout);
}

/* --- threads ------------------------------------------------------------ */

static void *do_nothing(void *argument)
{
    return argument;
}

static void *leave_a_wrong_link(void *argument)
{
    word *a = get(24), *b = get(24);
    free(a);
    free(b);
    set_link(b, a + 1);
    return argument;
}

static void thread_leaves_a_wrong_link(void)
{
    in_thread(leave_a_wrong_link, NULL);
}

static void *leave_a_wrong_head(void *argument)
{
    word *a = get(24);
    free(a);
    a[-1] = 0x15;
    return argument;
}

static void thread_leaves_a_wrong_head(void)
{
    in_thread(leave_a_wrong_head, NULL);
}

static void *free_twice(void *p)
{
    free(p);
    free(p);
    return NULL;
}

static void thread_frees_twice(void)
{
    in_thread(free_twice, get(24));
}

static void *free_it(void *p)
{
    free(p);
    tell("malloc", malloc(24));
    return NULL;
}

static void thread_frees_what_main_has_freed(void)
{
    word *p = get(24);
    free(p);
    in_thread(free_it, p);
    tell("malloc", get(24));
}

static void *take(void *to)
{
    *(word **)to = get(LARGE);
    get(GUARD);
    return NULL;
}

static word *block_of_a_thread(void)
{
    word *p = NULL;
    in_thread(take, &p);
    return p;
}

static void thread_flag_n_cleared(void)
{
    word *p = block_of_a_thread();
    p[-1] &= ~(word)4;
    free(p);
}

static void thread_block_twice(void)
{
    word *p = block_of_a_thread();
    free(p);
    p[-1] |= 4;
    free(p);
}

static void thread_size_beyond_top(void)
{
    word *p = block_of_a_thread();
    p[-1] = 0x100005;
    free(p);
}

static void thread_top_freed(void)
{
    word *top = next_of(next_of(block_of_a_thread()));
    top[-1] |= 4;
    free(top);
}

static void thread_top_wrong(void)
{
    word *top = next_of(next_of(block_of_a_thread()));
    top[-1] = 0x101;
    in_thread(take, &top);
}

static void thread_next_size_0(void)
{
    word *p = block_of_a_thread();
    next_of(p)[-1] = 1;
    free(p);
}

static void after_a_thread_twice_fast(void)
{
    in_thread(do_nothing, NULL);
    take_spares(24);
    word *a = get(24);
    fill_cache();
    free(a);
    free(a);
}

static void after_a_thread_fast_before_size_0(void)
{
    in_thread(do_nothing, NULL);
    take_spares(24);
    word *a = get(24);
    get(GUARD);
    fill_cache();
    next_of(a)[-1] = 1;
    free(a);
}

static void after_a_thread_unsorted_wrong_fd(void)
{
    word *pair[2];
    in_thread(do_nothing, NULL);
    large_pair(pair);
    free(pair[0]);
    pair[0][0] = (uintptr_t)pair[1];
    sort();
}

static void after_a_thread_realloc_before_size_0(void)
{
    in_thread(do_nothing, NULL);
    word *p = get(100);
    get(GUARD);
    next_of(p)[-1] = 0;
    tell("realloc", realloc(p, 200));
}

const struct crime other_crimes[] = {
    CRIME(realloc_between_words),
    CRIME(realloc_of_a_size_that_wraps),
    CRIME(realloc_of_size_0),
    CRIME(realloc_of_size_16),
    CRIME(realloc_of_a_huge_size),
    CRIME(realloc_of_a_smaller_size),
    CRIME(realloc_with_flag_n),
    CRIME(realloc_with_flag_m),
    CRIME(realloc_before_size_0),
    CRIME(realloc_before_a_huge_size),
    CRIME(realloc_into_a_wrong_foot),
    CRIME(realloc_into_wrong_links),
    CRIME(realloc_of_a_freed_block),
    CRIME(realloc_of_a_freed_large_block),
    CRIME(realloc_to_nothing_twice),
    CRIME(realloc_frees_beside_a_wrong_fast_chunk),
    CRIME(memalign_with_a_huge_top),
    CRIME(memalign_of_an_unsorted_wrong_size),
    CRIME(memalign_freed_at_its_lead),
    CRIME(mapped_twice),
    CRIME(mapped_size_not_of_pages),
    CRIME(mapped_offset_not_of_pages),
    CRIME(mapped_size_and_offset),
    CRIME(mapped_moved_within_its_page),
    CRIME(mapped_freed_within),
    CRIME(mapped_flag_cleared),
    CRIME(mapped_flag_n),
    CRIME(mapped_realloc_of_another_size),
    CRIME(mapped_realloc_of_another_offset),
    CRIME(mapped_realloc_after_free),
    CRIME(fence_freed),
    CRIME(fence_freed_second),
    CRIME(fence_size_0),
    CRIME(fence_size_larger),
    CRIME(fence_flag_p_cleared),
    CRIME(fence_second_flag_p_cleared),
    CRIME(mallinfo_unaligned),
    CRIME(malloc_stats_unaligned),
    CRIME(malloc_info_unaligned),
    CRIME(thread_leaves_a_wrong_link),
    CRIME(thread_leaves_a_wrong_head),
    CRIME(thread_frees_twice),
    CRIME(thread_frees_what_main_has_freed),
    CRIME(thread_flag_n_cleared),
    CRIME(thread_block_twice),
    CRIME(thread_size_beyond_top),
    CRIME(thread_top_freed),
    CRIME(thread_top_wrong),
    CRIME(thread_next_size_0),
    CRIME(after_a_thread_twice_fast),
    CRIME(after_a_thread_fast_before_size_0),
    CRIME(after_a_thread_unsorted_wrong_fd),
    CRIME(after_a_thread_realloc_before_size_0),
    { NULL, NULL },
};
