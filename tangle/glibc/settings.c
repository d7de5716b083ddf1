/* settings.c: tangled from book/17-glibc.nw; edit that, not this. */
/* settings.c - settings by name: a table of them, a function each. */
#include <malloc.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "free.h"
#include "glibc.h"
#include "os.h"
#include "settings.h"
#include "start.h"
#include "tcache.h"

/* Each setter answers whether the value is one. */

static bool set_perturb(size_t byte)
{
    tuning.perturb = (int)byte;
    return true;
}

static bool set_arena_max(size_t count)
{
    tuning.arena_max = count;
    return true;
}

static bool set_arena_test(size_t count)
{
    tuning.arena_test = count;
    return true;
}

static bool set_tcache_unsorted_limit(size_t count)
{
    tuning.tcache_unsorted_limit = count;
    return true;
}

enum { MAX_FAST_REQUEST = 160, MAX_CACHED_REQUEST = 1032 };

static bool set_max_fast(size_t request)
{
    if (request > MAX_FAST_REQUEST)
        return false;
    tuning.max_fast = request < sizeof(size_t) ? ALIGNMENT
        : round_down(request + sizeof(size_t), ALIGNMENT);
    return true;
}

static bool set_tcache_max(size_t request)
{
    size_t size;
    if (request > MAX_CACHED_REQUEST || !request_to_size(request, &size))
        return false;
    tuning.tcache_bins = tcache_index(size) + 1;
    return true;
}

static bool set_tcache_count(size_t count)
{
    if (count > UINT16_MAX)
        return false;
    tuning.tcache_count = count;
    return true;
}

/* Who sets one of these doesn't want them to follow the program. */
static bool fix(void)
{
    return tuning.fixed_thresholds = true;
}

static bool set_top_pad(size_t bytes)
{
    tuning.top_pad = bytes;
    return fix();
}

static bool set_mmap_threshold(size_t size)
{
    tuning.mmap_threshold = size;
    return fix();
}

static bool set_trim_threshold(size_t size)
{
    tuning.trim_threshold = size;
    return fix();
}

static bool set_max_mmaps(size_t count)
{
    tuning.max_mmaps = (int)count;
    return fix();
}

/* Numbers as the environment has them: blanks, a sign, 0x for hexadecimal
   and 0 for octal; up to the first character that is no digit. */
static unsigned digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 99;
}

static size_t digits_to_number(const char *s, unsigned base)
{
    size_t n = 0;
    for (; digit_of(*s) < base; s++) {
        if (n >= (SIZE_MAX - digit_of(*s)) / base)
            return SIZE_MAX;
        n = n * base + digit_of(*s);
    }
    return n;
}

static size_t text_to_number(const char *s)
{
    while (*s == ' ' || *s == '\t')
        s++;
    bool negative = *s == '-';
    if (*s == '-' || *s == '+')
        s++;
    size_t n;
    if (*s != '0')
        n = digits_to_number(s, 10);
    else
        n = s[1] == 'x' || s[1] == 'X' ? digits_to_number(s + 2, 16)
                                       : digits_to_number(s + 1, 8);
    return negative && n != SIZE_MAX ? -n : n;
}

/* What stands behind the beginning of s; NULL if that is another. */
static const char *behind(const char *s, const char *beginning)
{
    size_t length = strlen(beginning);
    return strncmp(s, beginning, length) == 0 ? s + length : NULL;
}

/* Large pages that the kernel makes when it is asked to. */
static void prefer_large_pages(void)
{
    char text[64];
    const char *dir = "/sys/kernel/mm/transparent_hugepage/";
    char path[80];
    if (os_read_file(strcat(strcpy(path, dir), "enabled"), text,
                     sizeof text)
        && strcmp(text, "always [madvise] never\n") == 0
        && os_read_file(strcat(strcpy(path, dir), "hpage_pmd_size"), text,
                        sizeof text))
        tuning.thp_size = text_to_number(text);
}

/* The size of the large pages that somebody has set aside, unless he says
   another; 0 for none. */
static size_t usual_large_page(void)
{
    char text[4096];
    if (!os_read_file("/proc/meminfo", text, sizeof text))
        return 0;
    const char *line = strstr(text, "Hugepagesize:");
    return line == NULL ? 0
        : 1024 * text_to_number(behind(line, "Hugepagesize:"));
}

static bool has_large_pages_of(size_t size)
{
    char path[80] = "/sys/kernel/mm/hugepages/hugepages-", text[16];
    char digits[24] = "kB/nr_hugepages", *at = path + strlen(path);
    char number[24], *first = number + sizeof number;
    *--first = '\0';
    for (size_t kb = size / 1024; kb > 0; kb /= 10)
        *--first = (char)('0' + kb % 10);
    strcat(strcpy(at, first), digits);
    return size % 1024 == 0 && os_read_file(path, text, sizeof text);
}

static void use_large_pages(size_t size)
{
    tuning.huge_size = size;
    if (size != 0)
        tuning.segment_max = 4 * size;
}

static bool set_hugetlb(size_t which)
{
    if (which == 1)
        prefer_large_pages();
    if (which == 2)
        use_large_pages(usual_large_page());
    if (which > 2 && has_large_pages_of(which))
        use_large_pages(which);
    return true;
}

static struct setting {
    const char *name;           /* in GLIBC_TUNABLES */
    const char *variable;       /* alone; or NULL */
    size_t least, most;
    bool (*set)(size_t value);
    bool given;
    size_t value;
} settings[] = {
    { "top_pad", "MALLOC_TOP_PAD_", 0, SIZE_MAX, set_top_pad, 0, 0 },
    { "perturb", "MALLOC_PERTURB_", 0, 255, set_perturb, 0, 0 },
    { "mmap_threshold", "MALLOC_MMAP_THRESHOLD_", 0, SIZE_MAX,
      set_mmap_threshold, 0, 0 },
    { "trim_threshold", "MALLOC_TRIM_THRESHOLD_", 0, SIZE_MAX,
      set_trim_threshold, 0, 0 },
    { "mmap_max", "MALLOC_MMAP_MAX_", 0, INT32_MAX, set_max_mmaps, 0, 0 },
    { "arena_max", "MALLOC_ARENA_MAX", 1, SIZE_MAX, set_arena_max, 0, 0 },
    { "arena_test", "MALLOC_ARENA_TEST", 1, SIZE_MAX, set_arena_test, 0, 0 },
    { "tcache_max", NULL, 0, SIZE_MAX, set_tcache_max, 0, 0 },
    { "tcache_count", NULL, 0, SIZE_MAX, set_tcache_count, 0, 0 },
    { "tcache_unsorted_limit", NULL, 0, SIZE_MAX, set_tcache_unsorted_limit,
      0, 0 },
    { "mxfast", NULL, 0, SIZE_MAX, set_max_fast, 0, 0 },
    { "hugetlb", NULL, 0, SIZE_MAX, set_hugetlb, 0, 0 },
};

enum { SETTINGS = sizeof settings / sizeof settings[0] };

static void give(struct setting *s, const char *text)
{
    size_t value = text_to_number(text);
    if (value < s->least || value > s->most)
        return;
    s->value = value;
    s->given = true;
}

/* name=value:name=value, and so on. */
static void give_all(const char *list)
{
    while (*list != '\0') {
        const char *name = behind(list, "glibc.malloc."), *value;
        for (size_t i = 0; name != NULL && i < SETTINGS; i++)
            if ((value = behind(name, settings[i].name)) != NULL
                && *value == '=')
                give(&settings[i], value + 1);
        while (*list != '\0' && *list++ != ':')
            ;
    }
}

/* An older variable counts only if nothing has given the setting yet. */
static void give_one(const char *text)
{
    const char *value;
    for (size_t i = 0; i < SETTINGS; i++)
        if (settings[i].variable != NULL && !settings[i].given
            && (value = behind(text, settings[i].variable)) != NULL
            && *value == '=')
            give(&settings[i], value + 1);
}

void read_environment(void)
{
    char **e = os_environment();
    for (; e != NULL && *e != NULL; e++) {
        const char *list = behind(*e, "GLIBC_TUNABLES=");
        if (list != NULL)
            give_all(list);
        else
            give_one(*e);
    }
    for (size_t i = 0; i < SETTINGS; i++)
        if (settings[i].given)
            settings[i].set(settings[i].value);
}

static bool set_option(int option, int value)
{
    size_t n = (size_t)(ptrdiff_t)value;
    switch (option) {
    case M_MXFAST:         return set_max_fast(n);
    case M_TRIM_THRESHOLD: return set_trim_threshold(n);
    case M_TOP_PAD:        return set_top_pad(n);
    case M_MMAP_THRESHOLD: return set_mmap_threshold(n);
    case M_MMAP_MAX:       return set_max_mmaps(n);
    case M_PERTURB:        return set_perturb(n);
    case M_ARENA_TEST:     return value <= 0 || set_arena_test(n);
    case M_ARENA_MAX:      return value <= 0 || set_arena_max(n);
    default:               return true;
    }
}

int hp_mallopt(int option, int value)
{
    ensure_started();
    lock_take(&main_arena.lock);
    consolidate(&main_arena);
    bool accepted = set_option(option, value);
    lock_drop(&main_arena.lock);
    return accepted;
}
