/* crimes_free.c - see misuse.c: what free is given, and should not be. */
#include <malloc.h>
#include <stdlib.h>

#include "misuse.h"

/* --- pointers ----------------------------------------------------------- */

static void free_between_words(void)
{
    word *p = get(100);
    p[0] = 0x21;
    free(p + 1);
}

static void free_inside_a_byte_off(void)
{
    word *p = get(100);
    p[0] = p[1] = 0;
    free((char *)p + 5);
}

static void free_inside_of_zeros(void)
{
    word *p = calloc(1, 100);
    free(p + 2);
}

static void free_inside_of_a_forged_size(void)
{
    word *p = calloc(1, 100);
    p[1] = 0x31;
    free(p + 2);
    tell("block", p);
    tell("malloc", get(40));
}

static void free_on_the_stack(void)
{
    _Alignas(16) word local[8] = { 0 };
    free(local + 2);
}

static void free_of_a_variable_with_a_size(void)
{
    static _Alignas(16) word variable[8] = { 0, 0x41 };
    get(24);
    free(variable + 2);
    tell("malloc", get(56));
}

static void free_of_a_variable_too_large_for_the_cache(void)
{
    static _Alignas(16) word variable[400] = { 0, 0x501 };
    get(24);
    free(variable + 2);
}

static void free_of_a_low_address(void)
{
    get(24);
    free((void *)(uintptr_t)0x1000);
}

static void free_of_a_wild_address(void)
{
    get(24);
    free((void *)(uintptr_t)0x4142434445464740);
}

static void free_before_anything(void)
{
    static _Alignas(16) word variable[8];
    free(variable + 2);
}

/* --- heads -------------------------------------------------------------- */

static void free_with_head(word head)
{
    word *p = get(100);
    get(GUARD);
    p[-1] = head;
    free(p);
}

static void free_of_size_0(void)
{
    free_with_head(1);
}

static void free_of_size_16(void)
{
    free_with_head(0x11);
}

static void free_of_size_40(void)
{
    free_with_head(0x29);
}

static void free_of_a_size_that_wraps(void)
{
    free_with_head(~(word)0xe);
}

static void free_of_a_size_beyond_top(void)
{
    free_with_head(0x100001);
}

static void free_of_a_size_up_to_the_end(void)
{
    word *p = get(LARGE);
    get(GUARD);
    p[-1] = 0x20d71;
    free(p);
}

static void free_of_another_small_size(void)
{
    word *p = get(100);
    p[-1] = 0x91;
    free(p);
    tell("block", p);
    tell("malloc 100", get(100));
    tell("malloc 130", get(130));
}

static void free_with_flag_n(void)
{
    free_with_head(0x75);
}

static void free_with_flag_m(void)
{
    word *p = get(100);
    p[-2] = 0;
    p[-1] |= 2;
    free(p);
}

static void free_with_flag_m_in_the_middle_of_a_page(void)
{
    word *p = get(8192);
    get(GUARD);
    size_t over = (uintptr_t)p % 4096;
    p[-2] = over - 16;
    p[-1] = (0x2010 - over) | 3;
    free(p);
}

static void free_with_flag_m_of_whole_pages(void)
{
    get(8192);
    word *p = memalign(4096, 8192);
    p[-2] = 4096 - 16;
    p[-1] = (4096 + 16) | 3;
    free(p);
    tell("p", p);
    tell("malloc", get(8192));
}

/* --- twice -------------------------------------------------------------- */

static void twice_cached(void)
{
    word *a = get(24);
    free(a);
    free(a);
}

static void twice_cached_with_one_between(void)
{
    word *a = get(24), *b = get(24);
    free(a);
    free(b);
    free(a);
}

static void twice_cached_large(void)
{
    word *a = get(1032);
    get(GUARD);
    free(a);
    free(a);
}

static void twice_cached_key_overwritten(void)
{
    word *a = get(24);
    free(a);
    a[1] = 0;
    free(a);
    tell("a", a);
    tell("first", get(24));
    tell("second", get(24));
    tell("third", get(24));
}

static void twice_cached_in_another_stack(void)
{
    word *a = get(24);
    free(a);
    a[-1] = 0x31;
    free(a);
    tell("first", get(24));
    tell("second", get(40));
}

static void twice_fast(void)
{
    take_spares(24);
    word *a = get(24);
    fill_cache();
    free(a);
    free(a);
}

static void twice_fast_with_one_between(void)
{
    word *pair[2];
    fast_pair(pair);
    free(pair[0]);
    for (int i = 0; i < CACHED; i++)
        get(24);
    tell("first", get(24));
    tell("second", get(24));
    tell("third", get(24));
}

static void twice_fast_then_cached(void)
{
    word *pair[2];
    fast_pair(pair);
    get(24);
    free(pair[1]);
    tell("first", get(24));
    tell("second", calloc(1, 24));
}

static void twice_large(void)
{
    word *pair[2];
    large_pair(pair);
    free(pair[0]);
    free(pair[0]);
}

static void twice_small(void)
{
    word *pair[2];
    small_pair(pair);
    free(pair[0]);
    free(pair[0]);
}

static void twice_binned(void)
{
    word *pair[2];
    large_pair(pair);
    free(pair[0]);
    sort();
    free(pair[0]);
}

static void twice_merged_with_the_one_before(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    free(a);
    free(b);
    free(b);
}

static void twice_merged_with_the_one_behind(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    free(b);
    free(a);
    free(b);
}

static void twice_at_top(void)
{
    word *a = get(LARGE);
    free(a);
    free(a);
}

static void twice_below_what_is_top_now(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    free(b);
    free(a);
    free(b);
}

static void free_of_top(void)
{
    free(top_block(get(LARGE)));
}

static void free_of_small_top(void)
{
    word *p = get(0x20ce8);
    tell("p", p);
    free(top_block(p));
    tell("malloc", get(24));
}

/* --- neighbours --------------------------------------------------------- */

static void fast_with_next_head(word head)
{
    take_spares(24);
    word *a = get(24);
    get(GUARD);
    fill_cache();
    next_of(a)[-1] = head;
    free(a);
}

static void fast_before_size_0(void)
{
    fast_with_next_head(1);
}

static void fast_before_size_16(void)
{
    fast_with_next_head(0x10);
}

static void fast_before_a_huge_size(void)
{
    fast_with_next_head(0x400001);
}

static void large_with_next_head(word head)
{
    word *pair[2];
    large_pair(pair);
    next_of(pair[0])[-1] = head;
    free(pair[0]);
}

static void large_before_size_0(void)
{
    large_with_next_head(1);
}

static void large_before_a_huge_size(void)
{
    large_with_next_head(0x400001);
}

static void large_before_a_cleared_flag(void)
{
    large_with_next_head(0x20);
}

static void large_before_a_zero_byte(void)
{
    word *pair[2];
    large_pair(pair);
    ((char *)next_of(pair[0]))[-8] = 0;
    free(pair[0]);
}

static void large_before_a_wrong_size(void)
{
    large_with_next_head(0x41);
}

static void merge_with_a_wrong_foot(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    free(a);
    b[-2] = 0x20;
    free(b);
}

static void merge_with_a_wrong_head(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    free(a);
    a[-1] = 0x501;
    free(b);
}

static void merge_with_one_in_use(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    b[-2] = a[-1] & ~(word)7;
    b[-1] &= ~(word)1;
    a[0] = a[1] = (uintptr_t)a;
    free(b);
}

static void merge_with_a_fake_that_passes(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    b[-2] = a[-1] & ~(word)7;
    b[-1] &= ~(word)1;
    a[0] = a[1] = (uintptr_t)(a - 2);
    a[2] = 0;
    free(b);
    tell("b", b);
    tell("malloc", get(2 * LARGE));
}

static void merge_with_behind_of_a_wrong_foot(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    free(b);
    next_of(b)[-2] = 0x30;
    free(a);
}

static void merge_with_behind_of_wrong_links(word fd, word bk)
{
    word *a = get(LARGE), *b = get(LARGE);
    word *fake = get(100);
    for (int i = 0; i < 12; i++)
        fake[i] = 0;
    free(b);
    if (fd != 0)
        b[0] = (uintptr_t)fake;
    if (bk != 0)
        b[1] = (uintptr_t)fake;
    free(a);
}

static void merge_with_behind_of_a_wrong_fd(void)
{
    merge_with_behind_of_wrong_links(1, 0);
}

static void merge_with_behind_of_a_wrong_bk(void)
{
    merge_with_behind_of_wrong_links(0, 1);
}

static void merge_with_behind_of_null_links(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    get(GUARD);
    free(b);
    b[0] = b[1] = 0;
    free(a);
}

static void merge_with_behind_of_a_wrong_ring(void)
{
    word *a = get(LARGE), *b = get(LARGE);
    word *fake = get(100);
    for (int i = 0; i < 12; i++)
        fake[i] = 0;
    free(b);
    sort();
    b[2] = (uintptr_t)fake;
    free(a);
}

static void free_beside_a_wrong_first(void)
{
    word *pair[2];
    large_pair(pair);
    free(pair[0]);
    pair[0][1] = (uintptr_t)pair[1];
    free(pair[1]);
}

/* --- the key and the cache ---------------------------------------------- */

static void cached_list_in_a_circle(void)
{
    take_spares(24);
    word *a = get(24);
    fill_cache();
    word *first = get(24);
    free(first);
    set_link(first, first);
    copy_key(a, first);
    free(a);
}

static void cached_list_unaligned(void)
{
    word *a = get(24), *b = get(24), *c = get(24);
    free(b);
    free(c);
    set_link(c, b + 1);
    copy_key(a, c);
    free(a);
}

static void cached_list_to_nowhere(void)
{
    word *a = get(24), *b = get(24), *c = get(24);
    free(b);
    free(c);
    set_link(c, (void *)(uintptr_t)0x10000);
    copy_key(a, c);
    free(a);
}

static void key_by_coincidence(void)
{
    word *a = get(24), *b = get(24);
    free(b);
    copy_key(a, b);
    free(a);
    tell("first", get(24));
    tell("second", get(24));
}

const struct crime free_crimes[] = {
    CRIME(free_between_words),
    CRIME(free_inside_a_byte_off),
    CRIME(free_inside_of_zeros),
    CRIME(free_inside_of_a_forged_size),
    CRIME(free_on_the_stack),
    CRIME(free_of_a_variable_with_a_size),
    CRIME(free_of_a_variable_too_large_for_the_cache),
    CRIME(free_of_a_low_address),
    CRIME(free_of_a_wild_address),
    CRIME(free_before_anything),
    CRIME(free_of_size_0),
    CRIME(free_of_size_16),
    CRIME(free_of_size_40),
    CRIME(free_of_a_size_that_wraps),
    CRIME(free_of_a_size_beyond_top),
    CRIME(free_of_a_size_up_to_the_end),
    CRIME(free_of_another_small_size),
    CRIME(free_with_flag_n),
    CRIME(free_with_flag_m),
    CRIME(free_with_flag_m_in_the_middle_of_a_page),
    CRIME(free_with_flag_m_of_whole_pages),
    CRIME(twice_cached),
    CRIME(twice_cached_with_one_between),
    CRIME(twice_cached_large),
    CRIME(twice_cached_key_overwritten),
    CRIME(twice_cached_in_another_stack),
    CRIME(twice_fast),
    CRIME(twice_fast_with_one_between),
    CRIME(twice_fast_then_cached),
    CRIME(twice_large),
    CRIME(twice_small),
    CRIME(twice_binned),
    CRIME(twice_merged_with_the_one_before),
    CRIME(twice_merged_with_the_one_behind),
    CRIME(twice_at_top),
    CRIME(twice_below_what_is_top_now),
    CRIME(free_of_top),
    CRIME(free_of_small_top),
    CRIME(fast_before_size_0),
    CRIME(fast_before_size_16),
    CRIME(fast_before_a_huge_size),
    CRIME(large_before_size_0),
    CRIME(large_before_a_huge_size),
    CRIME(large_before_a_cleared_flag),
    CRIME(large_before_a_zero_byte),
    CRIME(large_before_a_wrong_size),
    CRIME(merge_with_a_wrong_foot),
    CRIME(merge_with_a_wrong_head),
    CRIME(merge_with_one_in_use),
    CRIME(merge_with_a_fake_that_passes),
    CRIME(merge_with_behind_of_a_wrong_foot),
    CRIME(merge_with_behind_of_a_wrong_fd),
    CRIME(merge_with_behind_of_a_wrong_bk),
    CRIME(merge_with_behind_of_null_links),
    CRIME(merge_with_behind_of_a_wrong_ring),
    CRIME(free_beside_a_wrong_first),
    CRIME(cached_list_in_a_circle),
    CRIME(cached_list_unaligned),
    CRIME(cached_list_to_nowhere),
    CRIME(key_by_coincidence),
    { NULL, NULL },
};
