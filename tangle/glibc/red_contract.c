/* red_contract.c: tangled from book/02-contract.nw; edit that, not this. */
/* red_contract.c - do git and python3 work with this library in front?
   Usage: ./red_contract ./libX.so. Exit status 0: yes, both. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int run(const char *command, FILE *out)
{
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(out), STDOUT_FILENO);
        dup2(fileno(out), STDERR_FILENO);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    int status = -1;
    waitpid(child, &status, 0);
    rewind(out);
    return status;
}

static bool same_text(FILE *a, FILE *b)
{
    int c;
    while ((c = getc(a)) == getc(b))
        if (c == EOF)
            return true;
    return false;
}

static bool works(const char *command, const char *library)
{
    char bare[PATH_MAX + 99], preloaded[PATH_MAX + 99];
    snprintf(bare, sizeof bare, "exec %s", command);
    snprintf(preloaded, sizeof preloaded,
             "exec env LD_PRELOAD='%s' %s", library, command);
    FILE *expected = tmpfile(), *got = tmpfile();
    if (expected == NULL || got == NULL)
        return false;
    run(bare, expected);
    int status = run(preloaded, got);
    bool same = status == 0 && same_text(expected, got);
    fclose(expected);
    fclose(got);
    printf("%s: %s\n", command, same ? "works"
           : WIFSIGNALED(status) ? strsignal(WTERMSIG(status))
           : "not the same as without");
    return same;
}

int main(int argc, char **argv)
{
    char library[PATH_MAX];
    if (argc != 2 || realpath(argv[1], library) == NULL) {
        fprintf(stderr, "usage: %s ./libX.so\n", argv[0]);
        return 2;
    }
    setenv("PATH", "/usr/bin:/bin", 1);     /* no wrapper scripts */
    bool git_works = works("git --version", library);
    bool python_works = works("python3 -c 'print(1)'", library);
    return git_works && python_works ? 0 : 1;
}
