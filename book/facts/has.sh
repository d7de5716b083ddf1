#!/bin/sh
# has.sh - has this machine what a run needs?
#
#     has.sh NEED     ends with 0: it has; 1: it has not, and prints why;
#                     2: nobody knows, and prints what is wrong
#
#     zero-page       the kernel lends a frame of zeros to whoever reads a page
#                     that nobody wrote
#     glibc-2.36      the C library is that one
set -eu
need=$1

# A page that was lent costs a fault when it is written.
lends_zero_page() {
    dir=$(mktemp -d)
    trap 'rm -rf "$dir"' EXIT
    cat >"$dir/lent.c" <<'END'
#define _DEFAULT_SOURCE
#include <sys/mman.h>
#include <sys/resource.h>
enum { PAGES = 64, PAGE = 4096 };
static long faults(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}
int main(void)
{
    volatile char *mem = mmap(0, PAGES * PAGE, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise((void *)mem, PAGES * PAGE, MADV_NOHUGEPAGE);
    for (int i = 0; i < PAGES; i++)
        (void)mem[i * PAGE];
    long before = faults();
    for (int i = 0; i < PAGES; i++)
        mem[i * PAGE] = 1;
    return faults() - before < PAGES;
}
END
    cc -o "$dir/lent" "$dir/lent.c" >&2 || {
        echo "has.sh $need: its program does not compile"
        exit 2
    }
    "$dir/lent"
}

lacks() {
    echo "$1"
    exit 1
}

case $need in
zero-page)
    lends_zero_page || lacks 'the kernel here lends no zero page'
    ;;
glibc-*)
    here=$(getconf GNU_LIBC_VERSION | tr ' ' -)
    [ "$here" = "$need" ] || lacks "the C library here is $here"
    ;;
*)
    echo "unknown need $need"
    exit 2
    ;;
esac
