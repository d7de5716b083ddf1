/* twice.c - runs each of many programs twice, at the same time: with the
   machine's libc and with another heap preloaded. Compares what they say,
   line by line, and how they end. See identity.sh.

       twice [OPTION...] <RUNS
         -1 LIBRARY     preloaded on the libc side
         -2 LIBRARY     preloaded on the other
         -s VAR=VALUE   set on the other side alone
         -t SECONDS     a run that takes longer is ended (300)
         -r FILE        only the libc side is run, and recorded
         -c FILE        only the other side is run, and held against a record

   A line of RUNS is a name, settings, a program and its arguments, with a
   tab between each two. Runs of one name that follow each other are one
   test. A record has a line for each run: the run, how it ended, and a sum
   for each 1,000 lines that it said. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS = 32, SUMMED = 1000, SHOWN = 3 };

static const char *library[2], *only_other, *record_to, *record_from;
static unsigned seconds = 300;

static _Noreturn void complain(const char *what)
{
    fprintf(stderr, "twice: %s: %s\n", what, strerror(errno));
    exit(2);
}

/* --- a run -------------------------------------------------------------- */

struct run {
    char text[1024];            /* as it was read, but for the tabs */
    char parts[1024];
    char *name;
    char *settings[WORDS];      /* both end with NULL */
    char *arguments[WORDS];
};

static bool read_run(struct run *r)
{
    if (fgets(r->parts, sizeof r->parts, stdin) == NULL)
        return false;
    r->parts[strcspn(r->parts, "\n")] = '\0';
    strcpy(r->text, r->parts);
    for (char *p = r->text; (p = strchr(p, '\t')) != NULL; )
        *p = ' ';
    size_t set = 0, given = 0;
    r->name = strtok(r->parts, "\t");
    for (char *word; (word = strtok(NULL, "\t")) != NULL; )
        if (given == 0 && strchr(word, '=') != NULL && set < WORDS - 1)
            r->settings[set++] = word;
        else if (given < WORDS - 1)
            r->arguments[given++] = word;
    r->settings[set] = r->arguments[given] = NULL;
    return r->name != NULL && given > 0;
}

/* --- one of its two sides ----------------------------------------------- */

struct side {
    pid_t pid;
    FILE *from;
    char *line;                 /* the one read last, of length bytes */
    size_t room;
    ssize_t length;
};

/* Addresses are where they always are; the environment has nothing else, for
   both have to find the same on their stacks. */
static _Noreturn void become(const struct run *r, int which)
{
    static const struct rlimit no_core;
    personality(ADDR_NO_RANDOMIZE);
    setrlimit(RLIMIT_CORE, &no_core);
    alarm(seconds);
    clearenv();
    setenv("LC_ALL", "C", 1);
    for (size_t i = 0; r->settings[i] != NULL; i++)
        putenv(r->settings[i]);
    if (which == 1 && only_other != NULL)
        putenv(strdup(only_other));
    if (library[which] != NULL)
        setenv("LD_PRELOAD", library[which], 1);
    execv(r->arguments[0], r->arguments);
    complain(r->arguments[0]);
}

static void start(struct side *s, const struct run *r, int which)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        complain("pipe");
    s->pid = fork();
    if (s->pid == 0) {
        int nothing = open("/dev/null", O_RDONLY);
        if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(ends[1], 1) < 0
            || dup2(ends[1], 2) < 0)
            complain("dup2");
        become(r, which);
    }
    close(ends[1]);
    s->from = fdopen(ends[0], "r");
    if (s->pid < 0 || s->from == NULL)
        complain("fork");
}

/* Returns: how it ended, as wait() says it. */
static int finish(struct side *s)
{
    int status = 0;
    while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
        ;
    fclose(s->from);
    return status;
}

/* An assertion of the machine's libc names its own source. So the texts
   are not compared, only that there is one. */
static bool is_assertion(const char *line)
{
    return strncmp(line, "Fatal glibc error: malloc assertion", 35) == 0
        || strncmp(line, "heap invariant violated", 23) == 0;
}

static bool next_line(struct side *s)
{
    s->length = getline(&s->line, &s->room, s->from);
    if (s->length <= 0)
        return false;
    if (is_assertion(s->line)) {
        strcpy(s->line, "assertion\n");
        s->length = (ssize_t)strlen(s->line);
    }
    return true;
}

static const char *ending(int status)
{
    static char text[2][40];
    static int last;
    char *to = text[last ^= 1];
    if (WIFSIGNALED(status))
        snprintf(to, sizeof text[0], "%s", strsignal(WTERMSIG(status)));
    else
        snprintf(to, sizeof text[0], "exit %d", WEXITSTATUS(status));
    return to;
}

static bool is_hung(int status)
{
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
}

/* --- a test: runs of one name ------------------------------------------- */

static struct test {
    char name[1024];
    unsigned long runs, lines, differing, endings, shown;
} test;
static unsigned passed, failed;

static void end_test(void)
{
    if (test.runs == 0)
        return;
    bool good = test.differing == 0 && test.endings == 0;
    good ? passed++ : failed++;
    printf("%s  %s: %lu %s, %lu lines, %lu differ", good ? "ok  " : "FAIL",
           test.name, test.runs, test.runs == 1 ? "run" : "runs",
           test.lines, test.differing);
    if (test.endings != 0)
        printf(", %lu end wrongly", test.endings);
    putchar('\n');
    fflush(stdout);
}

static void begin_test(const char *name)
{
    if (strcmp(name, test.name) == 0)
        return;
    end_test();
    memset(&test, 0, sizeof test);
    snprintf(test.name, sizeof test.name, "%s", name);
}

static bool to_be_shown(const struct run *r)
{
    if (test.shown >= SHOWN)
        return false;
    test.shown++;
    printf("      %s\n", r->text);
    return true;
}

/* --- both sides --------------------------------------------------------- */

static bool equal(const struct side *a, const struct side *b)
{
    return a->length == b->length
        && memcmp(a->line, b->line, (size_t)a->length) == 0;
}

static void show_lines(const struct run *r, const struct side *s,
                       const bool *more, unsigned long number)
{
    if (!to_be_shown(r))
        return;
    printf("        line %lu, libc: %s", number,
           more[0] ? s[0].line : "none\n");
    printf("        line %lu, here: %s", number,
           more[1] ? s[1].line : "none\n");
}

static void compare(const struct run *r)
{
    static struct side s[2];
    unsigned long before = test.differing, number = 0;
    bool more[2];
    start(&s[0], r, 0);
    start(&s[1], r, 1);
    for (;;) {
        more[0] = next_line(&s[0]);
        more[1] = next_line(&s[1]);
        if (!more[0] && !more[1])
            break;
        number++;
        if (more[0] && more[1] && equal(&s[0], &s[1]))
            continue;
        if (++test.differing == before + 1)
            show_lines(r, s, more, number);
    }
    int first = finish(&s[0]), second = finish(&s[1]);
    test.runs++;
    test.lines += number;
    if (first != second || is_hung(first)) {
        test.endings++;
        if (to_be_shown(r))
            printf("        libc: %s; here: %s\n", ending(first),
                   ending(second));
    }
}

/* --- the record --------------------------------------------------------- */

struct record {
    struct record *next;
    char *text;                 /* "RUN\tSTATUS SUM SUM ..." */
};

static uint32_t sum_line(uint32_t sum, const struct side *s)
{
    for (ssize_t i = 0; i < s->length; i++)
        sum = (sum ^ (unsigned char)s->line[i]) * 16777619;
    return sum;
}

/* Runs one side. Returns: its line of a record, to be freed. */
static char *summary_of(const struct run *r, int which)
{
    static struct side s;
    char *text = NULL;
    size_t length;
    FILE *to = open_memstream(&text, &length);
    uint32_t sum = 2166136261;
    unsigned long number = 0;
    fprintf(to, "%s\t", r->text);
    start(&s, r, which);
    while (next_line(&s)) {
        sum = sum_line(sum, &s);
        if (++number % SUMMED == 0)
            fprintf(to, "%08x ", sum);
    }
    fprintf(to, "%08x %s", sum, ending(finish(&s)));
    fclose(to);
    test.runs++;
    test.lines += number;
    return text;
}

static void record(const struct run *r, FILE *to)
{
    char *text = summary_of(r, 0);
    fprintf(to, "%s\n", text);
    free(text);
}

static struct record *find_from(struct record *p, const struct run *r)
{
    size_t n = strlen(r->text);
    while (p != NULL
           && (strncmp(p->text, r->text, n) != 0 || p->text[n] != '\t'))
        p = p->next;
    return p;
}

/* Runs come in the order of the record, mostly. */
static struct record *find(struct record *all, const struct run *r)
{
    static struct record *last;
    struct record *found = find_from(last, r);
    if (found == NULL)
        found = find_from(all, r);
    if (found != NULL)
        last = found;
    return found;
}

static void hold_against(const struct run *r, struct record *all)
{
    struct record *wanted = find(all, r);
    char *text = summary_of(r, 1);
    if (wanted == NULL || strcmp(wanted->text, text) != 0) {
        test.endings++;
        if (to_be_shown(r))
            printf("        recorded: %s\n        here:     %s\n",
                   wanted == NULL ? "nothing" : strchr(wanted->text, '\t') + 1,
                   strchr(text, '\t') + 1);
    }
    free(text);
}

static struct record *read_records(const char *name)
{
    struct record *all = NULL, **end = &all;
    char *line = NULL;
    size_t room = 0;
    FILE *from = fopen(name, "r");
    if (from == NULL)
        complain(name);
    for (ssize_t n; (n = getline(&line, &room, from)) > 0; ) {
        line[n - 1] = '\0';
        *end = malloc(sizeof **end);
        if (*end == NULL)
            complain("malloc");
        **end = (struct record){ .text = strdup(line) };
        end = &(*end)->next;
    }
    free(line);
    fclose(from);
    return all;
}

/* --- start -------------------------------------------------------------- */

static void take_options(int argc, char **argv)
{
    for (int o; (o = getopt(argc, argv, "1:2:s:t:r:c:")) != -1; )
        switch (o) {
        case '1': library[0] = optarg; break;
        case '2': library[1] = optarg; break;
        case 's': only_other = optarg; break;
        case 't': seconds = (unsigned)atoi(optarg); break;
        case 'r': record_to = optarg; break;
        case 'c': record_from = optarg; break;
        default: exit(2);
        }
}

int main(int argc, char **argv)
{
    static struct run r;
    take_options(argc, argv);
    FILE *to = record_to == NULL ? NULL : fopen(record_to, "w");
    struct record *all = record_from == NULL ? NULL
        : read_records(record_from);
    if (record_to != NULL && to == NULL)
        complain(record_to);
    while (read_run(&r)) {
        begin_test(r.name);
        if (to != NULL)
            record(&r, to);
        else if (record_from != NULL)
            hold_against(&r, all);
        else
            compare(&r);
    }
    end_test();
    if (to != NULL && fclose(to) != 0)
        complain(record_to);
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
