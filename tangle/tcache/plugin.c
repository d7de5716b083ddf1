/* plugin.c: tangled from book/10-tcache.nw; edit that, not this. */
/* plugin.c - a variable of each thread's own, in a library. */
__attribute__((visibility("default"))) int look(void);

int look(void)
{
    static _Thread_local int variable;
    return ++variable;
}
