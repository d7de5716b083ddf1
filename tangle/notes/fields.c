/* fields.c: tangled from book/03-chunks.nw; edit that, not this. */
/* fields.c - size 0x20 with P set, in three kinds of bit-fields: the
   word that each makes, and what each reads out of libc's 0x21. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct size_first {
    uint64_t size : 61;
    uint64_t non_main : 1, mmapped : 1, prev_in_use : 1;
};

struct flags_first {
    uint64_t prev_in_use : 1, mmapped : 1, non_main : 1;
    uint64_t size : 61;
};

static const uint64_t libc_word = 0x21;

static void print_row(const char *name, const void *fields,
                      uint64_t size, unsigned in_use)
{
    uint64_t word;
    memcpy(&word, fields, sizeof word);
    printf("%-21s  %#18jx  %#6jx  %u\n", name, (uintmax_t)word,
           (uintmax_t)size, in_use);
}

int main(void)
{
    struct size_first a = { .size = 0x20, .prev_in_use = 1 }, ra;
    struct flags_first b = { .size = 0x20, .prev_in_use = 1 }, rb;
    struct flags_first c = { .size = 0x20 / 8, .prev_in_use = 1 };
    memcpy(&ra, &libc_word, sizeof ra);
    memcpy(&rb, &libc_word, sizeof rb);
    printf("fields                               word    size  P\n");
    print_row("size first", &a, ra.size, ra.prev_in_use);
    print_row("flags first", &b, rb.size, rb.prev_in_use);
    print_row("flags first, size/8", &c, rb.size * 8, rb.prev_in_use);
    return 0;
}
