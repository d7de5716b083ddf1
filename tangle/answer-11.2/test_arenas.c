/* test_arenas.c: tangled from book/09-arenas.nw and book/11-fastbin.nw; edit those, not this. */
/* test_arenas.c - who gets which arena, whose block is whose, how segments
   come and go, and what the checker sees. Threads take turns. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "os.h"
#include "os_test.h"
#include "os_thread.h"
#include "test.h"
#include "turns.h"
#include "walk.h"

enum { KIB = 1024, MIB = 1024 * KIB };

static size_t size_wanted;
static void *block;
static struct arena *attached;

static void take(void)
{
    block = hp_malloc(size_wanted);
    attached = self.arena;
}

static void give(void)
{
    hp_free(block);
}

static void *take_on(unsigned thread, size_t size)
{
    size_wanted = size;
    on_thread(thread, take);
    return block;
}

static void give_on(unsigned thread, void *mem)
{
    block = mem;
    on_thread(thread, give);
}

static struct arena *home_of(void *mem)
{
    return arena_of(mem_to_chunk(mem));
}

static struct segment *place_of(void *mem)
{
    return segment_of(mem_to_chunk(mem));
}

static size_t count_arenas(void)
{
    size_t count = 1;
    for (struct arena *a = main_arena.next; a != &main_arena; a = a->next)
        count++;
    return count;
}

static void begin(void)
{
    tuning.max_fast = 0;
    hp_malloc(24);
}

/* Fills most of a segment of thread 2, and leaves a top of some 20 KB. */
static void *fill_segment(void)
{
    take_on(2, 24);
    void *a = take_on(2, 40 * MIB);
    give_on(2, take_on(2, 20000));
    return a;
}

/* The heap is sound (NULL), or the checker names this invariant. */
static void check_says(const char *number)
{
    const char *said = check_heap();
    CU_ASSERT(number == NULL ? said == NULL
              : said != NULL && strncmp(said, number, 3) == 0);
}

static void a_thread_gets_an_arena_of_its_own(void)
{
    begin();
    void *a = hp_malloc(24), *b = take_on(2, 24), *c = take_on(3, 24);
    CU_ASSERT_PTR_EQUAL(home_of(a), &main_arena);
    CU_ASSERT_PTR_NOT_EQUAL(home_of(b), &main_arena);
    CU_ASSERT_PTR_NOT_EQUAL(home_of(c), &main_arena);
    CU_ASSERT_PTR_NOT_EQUAL(home_of(b), home_of(c));
    CU_ASSERT_PTR_EQUAL(home_of(take_on(2, 24)), home_of(b));
    CU_ASSERT_PTR_EQUAL(home_of(hp_malloc(24)), &main_arena);
    CU_ASSERT_EQUAL(count_arenas(), 3);
    check_says(NULL);
}

static void a_block_goes_back_to_where_it_came_from(void)
{
    begin();
    void *a = take_on(2, 2000);
    take_on(2, 24);
    hp_free(a);
    check_says(NULL);
    CU_ASSERT_PTR_EQUAL(take_on(2, 2000), a);
    void *b = hp_malloc(2000);
    hp_malloc(24);
    give_on(3, b);
    check_says(NULL);
    CU_ASSERT_PTR_EQUAL(hp_malloc(2000), b);
}

static void each_address_of_a_segment_leads_to_its_start(void)
{
    begin();
    struct segment *s = place_of(take_on(2, 24));
    char *start = (char *)s, *last = start + SEGMENT_MAX - ALIGNMENT;
    CU_ASSERT_EQUAL((size_t)start % SEGMENT_MAX, 0);
    CU_ASSERT_PTR_EQUAL(segment_of((void *)start), s);
    CU_ASSERT_PTR_EQUAL(segment_of((void *)last), s);
    CU_ASSERT_PTR_NOT_EQUAL(segment_of((void *)(last + ALIGNMENT)), s);
}

static void *aligned;

static void take_aligned(void)
{
    aligned = hp_memalign(256, 100);
}

static void a_chunk_says_whether_to_mask(void)
{
    begin();
    take_aligned();
    CU_ASSERT_FALSE(is_non_main(mem_to_chunk(aligned)));
    on_thread(2, take_aligned);
    CU_ASSERT(is_non_main(mem_to_chunk(aligned)));
    CU_ASSERT_PTR_NOT_EQUAL(home_of(aligned), &main_arena);
    check_says(NULL);
}

static void arenas_are_at_most_eight_times_the_processors(void)
{
    begin();
    size_t most = 8 * os_cpus();
    if (most <= tuning.arena_test)
        most = tuning.arena_test + 1;
    if (most + 4 > THREADS)
        return;         /* so large a machine needs another test */
    for (unsigned n = 2; n < most + 4; n++)
        take_on(n, 24);
    CU_ASSERT_EQUAL(count_arenas(), most);
    check_says(NULL);
}

static void at_the_limit_threads_share(void)
{
    begin();
    tuning.arena_max = 2;
    void *a = take_on(2, 24), *b = take_on(3, 24), *c = take_on(4, 24);
    CU_ASSERT_EQUAL(count_arenas(), 2);
    CU_ASSERT_PTR_EQUAL(home_of(b), &main_arena);
    CU_ASSERT_EQUAL(main_arena.attached_threads, 2);
    CU_ASSERT_PTR_EQUAL(home_of(c), home_of(a));
    CU_ASSERT_EQUAL(home_of(a)->attached_threads, 2);
}

static void *wait_for_an_arena(void *unused)
{
    (void)unused;
    return hp_malloc(24);
}

/* A thread comes while all arenas are held, and waits for this one. */
static void *wait_at(struct arena *a, void (*meanwhile)(void))
{
    pthread_t waiter;
    void *mem;
    pthread_create(&waiter, NULL, wait_for_an_arena, NULL);
    while (a->lock.state != 2)
        sched_yield();
    if (meanwhile != NULL)
        on_thread(2, meanwhile);
    lock_drop(&a->lock);
    pthread_join(waiter, &mem);
    return mem;
}

static void a_busy_arena_is_passed_over(void)
{
    begin();
    tuning.arena_max = 2;
    void *a = take_on(2, 24);
    lock_take(&main_arena.lock);
    void *b = take_on(3, 24);
    lock_drop(&main_arena.lock);
    CU_ASSERT_PTR_EQUAL(home_of(b), home_of(a));
}

static void who_finds_all_busy_waits_for_the_next_in_turn(void)
{
    begin();
    tuning.arena_max = 2;
    struct arena *other = home_of(take_on(2, 24));
    lock_take(&main_arena.lock);
    lock_take(&other->lock);
    CU_ASSERT_PTR_EQUAL(home_of(wait_at(&main_arena, NULL)), &main_arena);
    lock_take(&main_arena.lock);
    CU_ASSERT_PTR_EQUAL(home_of(wait_at(other, arena_detach)), other);
    lock_drop(&main_arena.lock);
    CU_ASSERT_PTR_EQUAL(home_of(take_on(4, 24)), other);
    CU_ASSERT_PTR_EQUAL(home_of(take_on(5, 24)), &main_arena);
}

static void the_arena_of_a_thread_that_ended_is_used_again(void)
{
    begin();
    struct arena *a = home_of(take_on(2, 24));
    CU_ASSERT_EQUAL(a->attached_threads, 1);
    on_thread(2, NULL);
    CU_ASSERT_EQUAL(a->attached_threads, 0);
    CU_ASSERT_PTR_EQUAL(home_of(take_on(3, 24)), a);
    CU_ASSERT_EQUAL(a->attached_threads, 1);
    for (unsigned n = 4; n < 30; n++) {
        take_on(n, 24);
        on_thread(n, NULL);
    }
    CU_ASSERT_EQUAL(count_arenas(), 3);
}

static void a_shared_arena_is_free_when_the_last_has_left(void)
{
    begin();
    tuning.arena_max = 2;
    struct arena *a = home_of(take_on(2, 24));
    take_on(3, 24);
    take_on(4, 24);
    on_thread(2, NULL);
    CU_ASSERT_EQUAL(a->attached_threads, 1);
    take_on(5, 24);
    CU_ASSERT_EQUAL(a->attached_threads + main_arena.attached_threads, 4);
    on_thread(5, NULL);
    on_thread(4, NULL);
    CU_ASSERT_EQUAL(a->attached_threads, 0);
    CU_ASSERT_PTR_EQUAL(home_of(take_on(6, 24)), a);
}

static pthread_key_t late;

static void speak_last(void *mem)
{
    hp_free(mem);
    pthread_setspecific(late, hp_malloc(100));
}

static void come_late(void)
{
    speak_last(NULL);
}

static void a_last_word_costs_no_arena(void)
{
    begin();
    take_on(2, 24);
    on_thread(2, NULL);
    CU_ASSERT_EQUAL(pthread_key_create(&late, speak_last), 0);
    for (unsigned n = 3; n < 13; n++) {
        on_thread(n, come_late);
        on_thread(n, NULL);
    }
    CU_ASSERT_EQUAL(count_arenas(), 2);
    check_says(NULL);
}

static bool all_is_well_in_the_child(const void *a, const void *b)
{
    if (self.arena != &main_arena || main_arena.attached_threads != 1)
        return false;
    struct arena *last = home_of(take_on(4, 24));
    struct arena *other = home_of(take_on(5, 24));
    bool same = (last == a && other == b) || (last == b && other == a);
    take_on(6, 24);
    return same && count_arenas() == 4 && check_heap() == NULL;
}

static void a_child_may_use_all_arenas(void)
{
    int status = 1;
    begin();
    struct arena *a = home_of(take_on(2, 24));
    struct arena *b = home_of(take_on(3, 24));
    pid_t child = fork();
    if (child == 0)
        exit(all_is_well_in_the_child(a, b) ? 0 : 1);
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(status, 0);
    CU_ASSERT_PTR_EQUAL(home_of(take_on(2, 24)), a);
    CU_ASSERT_PTR_EQUAL(home_of(take_on(4, 24))->next, b);
}

static void a_segment_begins_with_what_is_needed_and_a_pad(void)
{
    size_t page = os_page_size(), pad = 128 * KIB;
    CU_ASSERT_EQUAL(segment_new(1000, 0)->size, SEGMENT_MIN);
    CU_ASSERT_EQUAL(segment_new(40000, pad)->size,
                    round_up(40000 + pad, page));
    CU_ASSERT_EQUAL(segment_new(SEGMENT_MAX, pad)->size, SEGMENT_MAX);
    CU_ASSERT_PTR_NULL(segment_new(SEGMENT_MAX + 1, 0));
}

static void a_segment_is_aligned_whatever_is_in_the_way(void)
{
    for (int i = 0; i < 5; i++) {
        struct segment *s = segment_new(1000, 0);
        CU_ASSERT_EQUAL((size_t)s % SEGMENT_MAX, 0);
        if (i < 3)
            os_map(os_page_size());
        else
            segment_delete(s);
    }
}

static void the_last_addresses_will_do(void)
{
    os_foreign_sbrk(os_page_size());
    while (os_reserve(NULL, 2 * SEGMENT_MAX) != NULL) {}
    CU_ASSERT_EQUAL((size_t)segment_new(1000, 0) % SEGMENT_MAX, 0);
    CU_ASSERT_PTR_NULL(segment_new(1000, 0));
}

static void a_segment_grows_where_it_is(void)
{
    begin();
    void *a = take_on(2, 100 * KIB);
    struct segment *s = place_of(a);
    size_t before = s->size;
    void *b = take_on(2, 100 * KIB), *c = take_on(2, 100 * KIB);
    CU_ASSERT_PTR_EQUAL(place_of(b), s);
    CU_ASSERT_PTR_EQUAL(place_of(c), s);
    CU_ASSERT(s->size > before);
    CU_ASSERT_EQUAL(home_of(a)->system_mem, s->size);
    check_says(NULL);
}

static void a_full_segment_is_followed_by_another(void)
{
    begin();
    void *a = fill_segment(), *b = take_on(2, 40 * MIB);
    struct segment *s = place_of(a);
    CU_ASSERT_PTR_NULL(s->prev);
    CU_ASSERT_PTR_EQUAL(place_of(b)->prev, s);
    CU_ASSERT_PTR_EQUAL(home_of(b), home_of(a));
    struct chunk *end = (void *)(segment_end(s) - HEADER);
    CU_ASSERT_EQUAL(head_of(end), PREV_IN_USE);
    CU_ASSERT_EQUAL(end->prev_size, HEADER);
    CU_ASSERT_PTR_EQUAL(place_of(take_on(2, 5000)), s);
    check_says(NULL);
}

static void an_empty_segment_is_given_up(void)
{
    begin();
    void *a = fill_segment(), *b = take_on(2, 40 * MIB);
    struct segment *s = place_of(a);
    size_t unmaps = os_counts.unmaps, bytes = os_counts.bytes;
    size_t held = home_of(a)->system_mem, size = place_of(b)->size;
    give_on(2, b);
    CU_ASSERT_PTR_EQUAL(segment_of(home_of(a)->top), s);
    CU_ASSERT_EQUAL(os_counts.unmaps, unmaps + 1);
    CU_ASSERT_EQUAL(os_counts.bytes, bytes - size);
    CU_ASSERT(home_of(a)->system_mem <= held - size);
    check_says(NULL);
    CU_ASSERT_PTR_NOT_EQUAL(place_of(take_on(2, 40 * MIB)), s);
    check_says(NULL);
}

static void a_segment_is_kept_if_there_is_no_room_before_it(void)
{
    begin();
    struct arena *own = home_of(take_on(2, 24));
    struct segment *s = segment_of(own->top);
    size_t room = SEGMENT_MAX - (size_t)((char *)own->top - (char *)s);
    void *all = take_on(2, room - MIN_CHUNK - sizeof(size_t));
    CU_ASSERT_EQUAL(chunk_size(own->top), MIN_CHUNK);
    void *b = take_on(2, 100 * KIB);
    CU_ASSERT_PTR_EQUAL(place_of(b)->prev, s);
    check_says(NULL);
    give_on(2, b);
    CU_ASSERT_PTR_EQUAL(segment_of(own->top)->prev, s);
    give_on(2, all);
    CU_ASSERT_PTR_EQUAL(segment_of(own->top), s);
    check_says(NULL);
}

static void memory_at_the_top_goes_back_and_returns_as_zero(void)
{
    begin();
    char *a = take_on(2, 1 * MIB);
    struct segment *s = place_of(a);
    size_t before = s->size, committed = s->committed;
    memset(a, 0xa5, 1 * MIB);
    give_on(2, a);
    CU_ASSERT(s->size <= before - 800 * KIB);
    CU_ASSERT(chunk_size(home_of(take_on(2, 24))->top) >= tuning.top_pad);
    CU_ASSERT_EQUAL(s->committed, committed);
    os_allow(0);
    char *b = take_on(2, 900 * KIB);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b);
    CU_ASSERT_EQUAL(b[899 * KIB], 0);
    check_says(NULL);
}

static void when_an_arena_has_no_memory_main_is_asked(void)
{
    begin();
    void *a = take_on(2, 24), *large = hp_malloc(300 * KIB);
    hp_malloc(24);
    hp_free(large);
    os_allow(0);
    void *b = take_on(2, 200 * KIB);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b);
    CU_ASSERT_PTR_EQUAL(home_of(b), &main_arena);
    CU_ASSERT_PTR_EQUAL(attached, home_of(a));
}

static void when_main_has_no_memory_another_is_asked(void)
{
    begin();
    void *large = take_on(2, 300 * KIB);
    struct arena *other = home_of(take_on(2, 24));
    give_on(2, large);
    on_thread(2, NULL);
    os_allow(0);
    void *b = hp_malloc(200 * KIB);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b);
    CU_ASSERT_PTR_EQUAL(home_of(b), other);
    CU_ASSERT_PTR_EQUAL(self.arena, other);
    CU_ASSERT_EQUAL(main_arena.attached_threads, 0);
}

static void fail_to_take(void)
{
    errno = 0;
    CU_ASSERT_PTR_NULL(hp_malloc(24));
    CU_ASSERT_EQUAL(errno, ENOMEM);
}

static void without_memory_there_is_no_arena(void)
{
    begin();
    tuning.arena_max = 2;
    os_allow(0);
    on_thread(2, fail_to_take);
    CU_ASSERT_PTR_NULL(hp_malloc(1 * MIB));
    CU_ASSERT_EQUAL(count_arenas(), 1);
    os_allow(SIZE_MAX);
    void *a = take_on(2, 24);
    CU_ASSERT_PTR_NOT_EQUAL(home_of(a), &main_arena);
    CU_ASSERT_PTR_NULL(take_on(2, (size_t)1 << 50));
    check_says(NULL);
}

static void three_threads_in_turn_leave_a_sound_heap(void)
{
    static void *slot[40];
    size_t state = 2463534242;
    begin();
    for (int step = 0; step < 4000; step++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        void **mem = &slot[state % 40];
        unsigned thread = 1 + (unsigned)(state >> 32) % 3;
        give_on(thread, *mem);
        *mem = step % 3 == 0 ? NULL
             : take_on(thread, (state >> 40) % (step % 50 ? 900 : 90000));
        if (step % 20 == 0)
            check_says(NULL);
    }
    check_says(NULL);
}

static void the_checker_finds_a_flag_that_lies(void)
{
    begin();
    struct chunk *c = mem_to_chunk(take_on(2, 24));
    set_head(c, head_of(c) & ~(size_t)NON_MAIN);
    check_says("I9:");
    set_head(c, head_of(c) | NON_MAIN);
    check_says(NULL);
}

static void the_checker_finds_a_broken_fence(void)
{
    begin();
    struct segment *s = place_of(fill_segment());
    take_on(2, 40 * MIB);
    struct chunk *end = (void *)(segment_end(s) - HEADER);
    set_head(end, MIN_CHUNK | PREV_IN_USE);
    check_says("I1:");
    set_head(end, PREV_IN_USE);
    check_says(NULL);
}

static void the_checker_finds_bytes_that_nobody_has(void)
{
    begin();
    struct arena *a = home_of(take_on(2, 24));
    a->system_mem += 4096;
    check_says("I10");
    a->system_mem -= 4096;
    check_says(NULL);
}

static void the_checker_finds_a_link_to_another_arena(void)
{
    begin();
    void *a = take_on(2, 2000), *b = take_on(3, 2000);
    take_on(2, 24);
    take_on(3, 24);
    give_on(2, a);
    give_on(3, b);
    struct chunk *bin = mem_to_chunk(a)->bk;
    bin->fd = mem_to_chunk(b);
    check_says("I6:");
    bin->fd = mem_to_chunk(a);
    check_says(NULL);
}

void *real_reserve(void *wish, size_t size);
bool real_commit(void *at, size_t size);
void real_discard(void *at, size_t size);

static void reserved_addresses_become_memory_and_forget(void)
{
    size_t page = os_page_size();
    char *at = real_reserve(NULL, 4 * page);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    CU_ASSERT(real_commit(at, 2 * page));
    at[page] = 'x';
    errno = 1234;
    real_discard(at + page, page);
    CU_ASSERT_EQUAL(at[page], 0);
    real_discard(at + 1, page);
    CU_ASSERT_EQUAL(errno, 1234);
    CU_ASSERT_FALSE(real_commit(at + 1, page));
    CU_ASSERT_PTR_NULL(real_reserve(NULL, (size_t)1 << 60));
}

const struct test arenas_tests[] = {
    TEST(a_thread_gets_an_arena_of_its_own),
    TEST(each_address_of_a_segment_leads_to_its_start),
    TEST(a_chunk_says_whether_to_mask),
    TEST(a_block_goes_back_to_where_it_came_from),
    TEST(arenas_are_at_most_eight_times_the_processors),
    TEST(at_the_limit_threads_share), TEST(a_busy_arena_is_passed_over),
    TEST(who_finds_all_busy_waits_for_the_next_in_turn),
    TEST(the_arena_of_a_thread_that_ended_is_used_again),
    TEST(a_shared_arena_is_free_when_the_last_has_left),
    TEST(a_last_word_costs_no_arena), TEST(a_child_may_use_all_arenas),
    TEST(a_segment_begins_with_what_is_needed_and_a_pad),
    TEST(a_segment_is_aligned_whatever_is_in_the_way),
    TEST(the_last_addresses_will_do), TEST(a_segment_grows_where_it_is),
    TEST(a_full_segment_is_followed_by_another),
    TEST(an_empty_segment_is_given_up),
    TEST(a_segment_is_kept_if_there_is_no_room_before_it),
    TEST(memory_at_the_top_goes_back_and_returns_as_zero),
    TEST(when_an_arena_has_no_memory_main_is_asked),
    TEST(when_main_has_no_memory_another_is_asked),
    TEST(without_memory_there_is_no_arena),
    TEST(three_threads_in_turn_leave_a_sound_heap),
    TEST(the_checker_finds_a_flag_that_lies),
    TEST(the_checker_finds_a_broken_fence),
    TEST(the_checker_finds_bytes_that_nobody_has),
    TEST(the_checker_finds_a_link_to_another_arena),
    TEST(reserved_addresses_become_memory_and_forget),
    END_OF_TESTS,
};
