/* meter.c - meter FILE COMMAND...: runs a command. FILE gets the seconds of
   processor time that it and its children took, and the KiB of memory that
   the largest of these processes had at its peak. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    struct rusage used;
    int status;
    if (argc < 3)
        return 125;
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) < 0)
        return 125;
    FILE *out = fopen(argv[1], "w");
    if (out == NULL)
        return 125;
    fprintf(out, "%.3f %ld\n", seconds(used.ru_utime)
            + seconds(used.ru_stime), used.ru_maxrss);
    fclose(out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
