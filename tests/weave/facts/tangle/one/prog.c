#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("faults: %d\n", 7);
    fprintf(stderr, "and an error\n");
    if (argc > 2)
        abort();
    return argc > 1 ? atoi(argv[1]) : 0;
}
