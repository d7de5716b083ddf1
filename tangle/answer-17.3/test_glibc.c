/* test_glibc.c: tangled from book/17-glibc.nw; edit that, not this. */
/* test_glibc.c - settings, statistics and trimming, as the C library has
   them. */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "glibc.h"
#include "hpoc.h"
#include "os_test.h"
#include "settings.h"
#include "start.h"
#include "tcache.h"
#include "test.h"
#include "walk.h"

/* Reads an environment of these lines, which NULL ends. */
static void told(const char *first, const char *second)
{
    os_test_environment[0] = strdup(first);
    os_test_environment[1] = second == NULL ? NULL : strdup(second);
    read_environment();
}

static size_t pad_told(const char *number)
{
    char text[100] = "GLIBC_TUNABLES=glibc.malloc.top_pad=";
    told(strcat(text, number), NULL);
    return tuning.top_pad;
}

static void heap_is_sound(void)
{
    CU_ASSERT_PTR_NULL(check_heap());
}

static bool is_full_of(const char *mem, size_t n, int byte)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)mem[i] != byte)
            return false;
    return true;
}

/* How many chunks are unsorted in the main arena? */
static int unsorted(void)
{
    int n = 0;
    struct chunk *bin = unsorted_bin(&main_arena);
    for (struct chunk *c = bin->fd; c != bin; c = c->fd)
        n++;
    return n;
}

static const char *info(void)
{
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    CU_ASSERT_EQUAL(hp_malloc_info(0, f), 0);
    fclose(f);
    return text;
}

static void a_number_is_decimal_octal_or_hexadecimal(void)
{
    CU_ASSERT_EQUAL(pad_told("4096"), 4096);
    CU_ASSERT_EQUAL(pad_told("010"), 8);
    CU_ASSERT_EQUAL(pad_told("0x1f"), 31);
    CU_ASSERT_EQUAL(pad_told("0XfF"), 255);
}

static void a_number_ends_at_what_is_no_digit(void)
{
    CU_ASSERT_EQUAL(pad_told("12kB"), 12);
    CU_ASSERT_EQUAL(pad_told("08"), 0);
    CU_ASSERT_EQUAL(pad_told("1e5"), 1);
    CU_ASSERT_EQUAL(pad_told("3 4"), 3);
}

static void a_number_may_have_blanks_and_a_sign(void)
{
    CU_ASSERT_EQUAL(pad_told(" \t7"), 7);
    CU_ASSERT_EQUAL(pad_told("+7"), 7);
    CU_ASSERT_EQUAL(pad_told("-1"), SIZE_MAX);
    CU_ASSERT_EQUAL(pad_told(" -0x10"), (size_t)-16);
}

static void a_number_that_is_too_long_is_the_largest(void)
{
    CU_ASSERT_EQUAL(pad_told("18446744073709551615"), SIZE_MAX);
    CU_ASSERT_EQUAL(pad_told("18446744073709551616"), SIZE_MAX);
    CU_ASSERT_EQUAL(pad_told("0xfffffffffffffff0"), SIZE_MAX);
    CU_ASSERT_EQUAL(pad_told("-99999999999999999999"), SIZE_MAX);
}

static void no_digits_are_zero(void)
{
    CU_ASSERT_EQUAL(pad_told(""), 0);
    tuning.top_pad = 5;
    CU_ASSERT_EQUAL(pad_told("many"), 0);
}

static void an_old_variable_sets_the_same(void)
{
    told("MALLOC_TOP_PAD_=77", "MALLOC_ARENA_MAX=3");
    CU_ASSERT_EQUAL(tuning.top_pad, 77);
    CU_ASSERT_EQUAL(tuning.arena_max, 3);
}

static void the_first_of_two_old_variables_wins(void)
{
    told("MALLOC_TOP_PAD_=1", "MALLOC_TOP_PAD_=2");
    CU_ASSERT_EQUAL(tuning.top_pad, 1);
}

static void a_tunable_wins_behind_an_old_variable(void)
{
    told("MALLOC_TOP_PAD_=1", "GLIBC_TUNABLES=glibc.malloc.top_pad=2");
    CU_ASSERT_EQUAL(tuning.top_pad, 2);
}

static void a_tunable_wins_before_an_old_variable(void)
{
    told("GLIBC_TUNABLES=glibc.malloc.top_pad=2", "MALLOC_TOP_PAD_=1");
    CU_ASSERT_EQUAL(tuning.top_pad, 2);
}

static void the_last_of_two_tunables_wins(void)
{
    told("GLIBC_TUNABLES=glibc.malloc.top_pad=1:glibc.malloc.top_pad=2",
         NULL);
    CU_ASSERT_EQUAL(tuning.top_pad, 2);
}

static void strange_names_are_passed_over(void)
{
    told("GLIBC_TUNABLES=glibc.cpu.hwcaps=x:glibc.malloc.top_pads=3:"
         "glibc.malloc.top_pad:glibc.malloc.mxfast=64", "MALLOC_TOP_PAD=9");
    CU_ASSERT_EQUAL(tuning.top_pad, 128 * 1024);
    CU_ASSERT_EQUAL(tuning.max_fast, 64);
}

static void a_setting_is_read_at_the_first_call(void)
{
    os_test_environment[0] = strdup("MALLOC_TOP_PAD_=0");
    size_t before = os_break();
    hp_malloc(24);
    CU_ASSERT_EQUAL(os_break() - before, 4096);
}

char **real_os_environment(void);

static void who_has_no_environment_is_believed_all_the_same(void)
{
    char **saved = environ;
    environ = NULL;
    char **none = real_os_environment();
    environ = saved;
    CU_ASSERT_PTR_NOT_NULL_FATAL(none);
    CU_ASSERT_PTR_NULL(*none);
}

static void values_out_of_bounds_are_passed_over(void)
{
    tuning.perturb = 7;
    tuning.arena_max = 3;
    tuning.max_mmaps = 5;
    told("MALLOC_PERTURB_=256", "MALLOC_ARENA_MAX=0");
    CU_ASSERT_EQUAL(tuning.perturb, 7);
    CU_ASSERT_EQUAL(tuning.arena_max, 3);
    told("MALLOC_MMAP_MAX_=2147483648", "MALLOC_PERTURB_=255");
    CU_ASSERT_EQUAL(tuning.max_mmaps, 5);
    CU_ASSERT_EQUAL(tuning.perturb, 255);
}

static void tcache_max_counts_shelves(void)
{
    told("GLIBC_TUNABLES=glibc.malloc.tcache_max=24", NULL);
    CU_ASSERT_EQUAL(tuning.tcache_bins, 1);
    told("GLIBC_TUNABLES=glibc.malloc.tcache_max=1032", NULL);
    CU_ASSERT_EQUAL(tuning.tcache_bins, 64);
    told("GLIBC_TUNABLES=glibc.malloc.tcache_max=25", NULL);
    told("GLIBC_TUNABLES=glibc.malloc.tcache_max=1033", NULL);
    CU_ASSERT_EQUAL(tuning.tcache_bins, 2);
}

static void tcache_count_has_sixteen_bits(void)
{
    told("GLIBC_TUNABLES=glibc.malloc.tcache_count=65535", NULL);
    CU_ASSERT_EQUAL(tuning.tcache_count, 65535);
    told("GLIBC_TUNABLES=glibc.malloc.tcache_count=65536", NULL);
    CU_ASSERT_EQUAL(tuning.tcache_count, 65535);
}

static void fast_chunks_end_at_requests_of_160(void)
{
    CU_ASSERT_EQUAL(hp_mallopt(M_MXFAST, 160), 1);
    CU_ASSERT_EQUAL(tuning.max_fast, 160);
    CU_ASSERT_EQUAL(hp_mallopt(M_MXFAST, 161), 0);
    CU_ASSERT_EQUAL(hp_mallopt(M_MXFAST, -1), 0);
    CU_ASSERT_EQUAL(tuning.max_fast, 160);
    CU_ASSERT_EQUAL(hp_mallopt(M_MXFAST, 0), 1);
    CU_ASSERT_EQUAL(tuning.max_fast, 16);
}

static void mallopt_says_yes_to_what_it_does_not_know(void)
{
    CU_ASSERT_EQUAL(hp_mallopt(4711, 1), 1);
    CU_ASSERT_EQUAL(hp_mallopt(M_ARENA_MAX, -3), 1);
    CU_ASSERT_EQUAL(tuning.arena_max, 0);
    CU_ASSERT_EQUAL(hp_mallopt(M_ARENA_MAX, 3), 1);
    CU_ASSERT_EQUAL(tuning.arena_max, 3);
}

static void mallopt_empties_the_fast_bins(void)
{
    void *b[9];
    for (int i = 0; i < 9; i++)
        b[i] = hp_malloc(40);
    for (int i = 0; i < 9; i++)
        hp_free(b[i]);
    CU_ASSERT_EQUAL(hp_mallinfo2().smblks, 2);
    hp_mallopt(4711, 1);
    CU_ASSERT_EQUAL(hp_mallinfo2().smblks, 0);
    heap_is_sound();
}

static void who_sets_a_pad_wants_fixed_thresholds(void)
{
    hp_mallopt(M_TOP_PAD, 4096);
    void *mem = hp_malloc(200000);
    CU_ASSERT_EQUAL(hp_mallinfo2().hblks, 1);
    hp_free(mem);
    hp_malloc(200000);
    CU_ASSERT_EQUAL(hp_mallinfo2().hblks, 1);
}

static void what_is_handed_out_is_filled(void)
{
    hp_mallopt(M_PERTURB, 0x55);
    char *mem = hp_malloc(3000);
    CU_ASSERT(is_full_of(mem, 3000, 0xaa));
    CU_ASSERT(is_full_of(hp_calloc(1, 3000), 3000, 0));
    CU_ASSERT(is_full_of(hp_calloc(1, 300000), 300000, 0));
    CU_ASSERT(is_full_of(hp_memalign(64, 100), 100, 0xaa));
}

static void what_is_freed_is_filled(void)
{
    char *mem = hp_malloc(3000);
    hp_malloc(24);
    hp_mallopt(M_PERTURB, 0x155);
    memset(mem, 1, 3000);
    hp_free(mem);
    CU_ASSERT(is_full_of(mem + 32, 3000 - 32 - 8, 0x55));
}

static void what_is_cached_keeps_what_it_has(void)
{
    char *mem = hp_malloc(100);
    memset(mem, 1, 100);
    hp_mallopt(M_PERTURB, 0x55);
    hp_free(mem);
    CU_ASSERT(is_full_of(mem + 16, 84, 1));
    CU_ASSERT_PTR_EQUAL(hp_malloc(100), mem);
    CU_ASSERT(is_full_of(mem + 16, 84, 1));
}

static void a_block_that_moves_is_filled_but_for_seven_bytes(void)
{
    char *dirty = hp_malloc(2040), *mem = hp_malloc(1000);
    hp_malloc(24);
    memset(dirty, 1, 2040);
    hp_free(dirty);
    hp_malloc(5000);
    hp_mallopt(M_PERTURB, 0x55);
    char *now = hp_realloc(mem, 2040);
    CU_ASSERT_PTR_EQUAL(now, dirty);
    CU_ASSERT(is_full_of(now + 1008, 2033 - 1008, 0xaa));
    CU_ASSERT_FALSE(is_full_of(now + 2033, 7, 0xaa));
}

static void a_limit_ends_the_sorting(void)
{
    static void *fit[10], *other[20];
    tuning.tcache_count = 0;
    for (int i = 0; i < 10; i++)
        fit[i] = hp_malloc(500), hp_malloc(24);
    for (int i = 0; i < 20; i++)
        other[i] = hp_malloc(700), hp_malloc(24);
    hp_free(fit[0]);
    for (int i = 0; i < 20; i++)
        hp_free(other[i]);
    for (int i = 1; i < 10; i++)
        hp_free(fit[i]);
    tuning.tcache_count = 7;
    tuning.tcache_unsorted_limit = 5;
    CU_ASSERT_PTR_EQUAL(hp_malloc(500), fit[0]);
    CU_ASSERT_EQUAL(unsorted(), 10 + 20 - 1 - 6);
    heap_is_sound();
}

static void asking_begins_a_heap_and_buys_nothing(void)
{
    size_t before = os_break();
    struct mallinfo2 m = hp_mallinfo2();
    CU_ASSERT(started);
    CU_ASSERT_EQUAL(m.arena, 0);
    CU_ASSERT_EQUAL(m.ordblks, 1);
    CU_ASSERT_EQUAL(m.uordblks + m.fordblks + m.keepcost, 0);
    CU_ASSERT_EQUAL(os_break(), before);
}

static void a_report_is_right_to_the_byte(void)
{
    enum { CACHE = 0x290, ALL = 0x21000 };
    void *large = hp_malloc(2000);
    hp_malloc(24);
    hp_free(large);
    struct mallinfo2 m = hp_mallinfo2();
    CU_ASSERT_EQUAL(m.arena, ALL);
    CU_ASSERT_EQUAL(m.ordblks, 2);
    CU_ASSERT_EQUAL(m.uordblks, CACHE + 32);
    CU_ASSERT_EQUAL(m.fordblks, ALL - CACHE - 32);
    CU_ASSERT_EQUAL(m.keepcost, ALL - CACHE - 32 - 2016);
    CU_ASSERT_EQUAL(m.smblks + m.hblks + m.hblkhd + m.usmblks, 0);
}

static void what_is_cached_counts_as_in_use(void)
{
    void *mem = hp_malloc(100);
    size_t before = hp_mallinfo2().uordblks;
    hp_free(mem);
    CU_ASSERT_EQUAL(hp_mallinfo2().uordblks, before);
}

static void mappings_are_counted_apart(void)
{
    hp_malloc(24);
    size_t before = hp_mallinfo2().arena;
    void *mem = hp_malloc(1000000);
    CU_ASSERT_EQUAL(hp_mallinfo2().arena, before);
    CU_ASSERT_EQUAL(hp_mallinfo2().hblks, 1);
    CU_ASSERT_EQUAL(hp_mallinfo2().hblkhd, 1003520);
    CU_ASSERT_EQUAL(hp_mallinfo().hblkhd, 1003520);
    hp_free(mem);
    CU_ASSERT_EQUAL(hp_mallinfo2().hblks, 0);
}

static void a_fast_bin_is_told_with_a_range(void)
{
    void *b[9];
    for (int i = 0; i < 9; i++)
        b[i] = hp_malloc(40);
    for (int i = 0; i < 9; i++)
        hp_free(b[i]);
    CU_ASSERT_PTR_NOT_NULL(strstr(info(), "<malloc version=\"1\">\n"
        "<heap nr=\"0\">\n<sizes>\n"
        "  <size from=\"33\" to=\"48\" total=\"96\" count=\"2\"/>\n"
        "</sizes>\n<total type=\"fast\" count=\"2\" size=\"96\"/>\n"));
}

static void a_bin_is_told_with_its_flags(void)
{
    void *mem = hp_malloc(2000);
    hp_malloc(24);
    hp_free(mem);
    CU_ASSERT_PTR_NOT_NULL(strstr(info(), "<unsorted from=\"2017\" "
        "to=\"2017\" total=\"2017\" count=\"1\"/>\n</sizes>\n"));
    hp_malloc(3000);
    CU_ASSERT_PTR_NOT_NULL(strstr(info(), "  <size from=\"2017\" "
        "to=\"2017\" total=\"2017\" count=\"1\"/>\n</sizes>\n"));
}

static void a_report_takes_no_options(void)
{
    errno = 0;
    CU_ASSERT_EQUAL(hp_malloc_info(1, stdout), EINVAL);
    CU_ASSERT_EQUAL(errno, 0);
    CU_ASSERT_FALSE(started);
}

static void malloc_stats_goes_to_standard_error(void)
{
    char text[400] = "";
    int ends[2], saved = dup(2);
    hp_malloc(24);
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    dup2(ends[1], 2);
    hp_malloc_stats();
    dup2(saved, 2);
    CU_ASSERT(read(ends[0], text, sizeof text - 1) > 0);
    CU_ASSERT_STRING_EQUAL(text, "Arena 0:\n"
        "system bytes     =     135168\nin use bytes     =        688\n"
        "Total (incl. mmap):\n"
        "system bytes     =     135168\nin use bytes     =        688\n"
        "max mmap regions =          0\nmax mmap bytes   =          0\n");
}

static void trim_gives_top_back_once(void)
{
    hp_malloc(24);
    CU_ASSERT_EQUAL(hp_malloc_trim(0), 1);
    CU_ASSERT_EQUAL(hp_mallinfo2().arena, 4096);
    CU_ASSERT_EQUAL(hp_malloc_trim(0), 0);
    heap_is_sound();
}

static void trim_keeps_a_pad(void)
{
    hp_malloc(24);
    CU_ASSERT_EQUAL(hp_malloc_trim(40000), 1);
    CU_ASSERT_EQUAL(hp_mallinfo2().arena, 40960);
    CU_ASSERT_EQUAL(hp_malloc_trim(SIZE_MAX), 0);
}

static void trim_forgets_what_is_inside_of_free_chunks(void)
{
    char *mem = hp_malloc(20000);
    memset(mem, 1, 20000);
    hp_malloc(24);
    hp_free(mem);
    CU_ASSERT_EQUAL(hp_malloc_trim(SIZE_MAX), 1);
    CU_ASSERT_EQUAL(mem[10000], 0);
    CU_ASSERT_EQUAL(mem[100], 1);
    CU_ASSERT_PTR_EQUAL(hp_malloc(20000), mem);
    heap_is_sound();
}

static void a_free_makes_a_top_of_32_longer(void)
{
    hp_mallopt(M_TRIM_THRESHOLD, 32);
    void *large = hp_malloc(70000);
    hp_malloc(chunk_size(main_arena.top) - 32 - 8);
    CU_ASSERT_EQUAL(chunk_size(main_arena.top), 32);
    size_t before = os_break();
    hp_free(large);
    CU_ASSERT_EQUAL(os_break() - before, 128 * 1024 + 4096);
    heap_is_sound();
}

static void a_threshold_of_33_leaves_a_top_of_32_alone(void)
{
    hp_mallopt(M_TRIM_THRESHOLD, 33);
    void *large = hp_malloc(70000);
    hp_malloc(chunk_size(main_arena.top) - 32 - 8);
    size_t before = os_break();
    hp_free(large);
    CU_ASSERT_EQUAL(os_break(), before);
}

static void who_leaves_the_ring_of_sizes_keeps_its_links(void)
{
    void *before = hp_malloc(2000), *mem = hp_malloc(3000);
    hp_malloc(24);
    void *heir = hp_malloc(3000);
    hp_malloc(24);
    hp_free(mem);
    hp_free(heir);
    hp_malloc(5000);
    struct chunk *c = mem_to_chunk(mem), *h = mem_to_chunk(heir);
    CU_ASSERT_PTR_EQUAL(c->fd_nextsize, c);
    hp_free(before);
    CU_ASSERT_PTR_EQUAL(h->fd_nextsize, h);
    CU_ASSERT_PTR_EQUAL(c->fd_nextsize, c);
    CU_ASSERT_PTR_EQUAL(c->bk_nextsize, c);
}

static void a_free_chunk_has_no_usable_bytes(void)
{
    void *mem = hp_malloc(2000), *cached = hp_malloc(100);
    hp_free(mem);
    hp_free(cached);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(mem), 0);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(cached), 104);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(hp_malloc(300000)), 303088);
}

static void *first_in_a_thread(void *unused)
{
    (void)unused;
    return hp_malloc(24);
}

static void a_threads_first_block_is_at_b70(void)
{
    pthread_t thread;
    void *mem;
    hp_malloc(24);
    pthread_create(&thread, NULL, first_in_a_thread, NULL);
    pthread_join(thread, &mem);
    CU_ASSERT_EQUAL((size_t)mem % SEGMENT_MAX, 0xb70);
    CU_ASSERT_EQUAL(segment_of(mem_to_chunk(mem))->page, 4096);
}

static void a_segment_does_not_shrink_to_nothing(void)
{
    struct segment *s = segment_new(40000, 0);
    size_t size = s->size;
    CU_ASSERT_FALSE(segment_shrink(s, size));
    CU_ASSERT_EQUAL(s->size, size);
    CU_ASSERT(segment_shrink(s, 4096));
    CU_ASSERT_EQUAL(s->size, size - 4096);
    segment_delete(s);
}

static void *fill_a_segment(void *unused)
{
    size_t mib = 1 << 20;
    struct arena *a = arena_of(mem_to_chunk(hp_malloc(24)));
    struct segment *first = segment_of(a->top);
    size_t room = (size_t)((char *)first + SEGMENT_MAX - (char *)a->top);
    hp_malloc(room - mib);
    void *mem = hp_malloc(3 * mib / 2);
    struct segment *second = segment_of(a->top);
    CU_ASSERT_PTR_EQUAL(second->prev, first);
    second->page = 2 * mib;
    hp_free(mem);
    CU_ASSERT_PTR_EQUAL(segment_of(a->top), second);
    second->page = 4096;
    hp_free(hp_malloc(100000));
    CU_ASSERT_PTR_EQUAL(segment_of(a->top), first);
    return unused;
}

static void a_segment_of_large_pages_wants_more_room_before_it(void)
{
    pthread_t thread;
    tuning.max_mmaps = 0;
    hp_malloc(24);
    pthread_create(&thread, NULL, fill_a_segment, NULL);
    pthread_join(thread, NULL);
    heap_is_sound();
}

const struct test glibc_tests[] = {
    TEST(a_number_is_decimal_octal_or_hexadecimal),
    TEST(a_number_ends_at_what_is_no_digit),
    TEST(a_number_may_have_blanks_and_a_sign),
    TEST(a_number_that_is_too_long_is_the_largest),
    TEST(no_digits_are_zero),
    TEST(an_old_variable_sets_the_same),
    TEST(the_first_of_two_old_variables_wins),
    TEST(a_tunable_wins_behind_an_old_variable),
    TEST(a_tunable_wins_before_an_old_variable),
    TEST(the_last_of_two_tunables_wins),
    TEST(strange_names_are_passed_over),
    TEST(values_out_of_bounds_are_passed_over),
    TEST(a_setting_is_read_at_the_first_call),
    TEST(who_has_no_environment_is_believed_all_the_same),
    TEST(tcache_max_counts_shelves),
    TEST(tcache_count_has_sixteen_bits),
    TEST(fast_chunks_end_at_requests_of_160),
    TEST(mallopt_says_yes_to_what_it_does_not_know),
    TEST(mallopt_empties_the_fast_bins),
    TEST(who_sets_a_pad_wants_fixed_thresholds),
    TEST(what_is_handed_out_is_filled),
    TEST(what_is_freed_is_filled),
    TEST(what_is_cached_keeps_what_it_has),
    TEST(a_block_that_moves_is_filled_but_for_seven_bytes),
    TEST(a_limit_ends_the_sorting),
    TEST(asking_begins_a_heap_and_buys_nothing),
    TEST(a_report_is_right_to_the_byte),
    TEST(what_is_cached_counts_as_in_use),
    TEST(mappings_are_counted_apart),
    TEST(a_fast_bin_is_told_with_a_range),
    TEST(a_bin_is_told_with_its_flags),
    TEST(a_report_takes_no_options),
    TEST(malloc_stats_goes_to_standard_error),
    TEST(trim_gives_top_back_once),
    TEST(trim_keeps_a_pad),
    TEST(trim_forgets_what_is_inside_of_free_chunks),
    TEST(a_free_makes_a_top_of_32_longer),
    TEST(a_threshold_of_33_leaves_a_top_of_32_alone),
    TEST(who_leaves_the_ring_of_sizes_keeps_its_links),
    TEST(a_free_chunk_has_no_usable_bytes),
    TEST(a_threads_first_block_is_at_b70),
    TEST(a_segment_does_not_shrink_to_nothing),
    TEST(a_segment_of_large_pages_wants_more_room_before_it),
    END_OF_TESTS,
};
