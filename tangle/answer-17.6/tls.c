/* tls.c: tangled from book/17-glibc.nw; edit that, not this. */
/* tls.c - a library with a variable of which each thread has one. */
_Thread_local int unused
    __attribute__((tls_model("initial-exec"), visibility("default")));
