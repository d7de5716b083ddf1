# tls.sh: tangled from book/10-tcache.nw; edit that, not this.
# tls.sh - how often does the code of malloc.c call __tls_get_addr, by its
# TLS model?
for model in initial-exec global-dynamic; do
    cc -std=c11 -O2 -fPIC -fvisibility=hidden -E malloc.c |
        sed "s/initial-exec/$model/" |
        cc -std=c11 -O2 -fPIC -fvisibility=hidden -x cpp-output -c \
            -o tls_model.o -
    printf '%-15s calls of __tls_get_addr: %d\n' "$model" \
        "$(objdump -dr tls_model.o | grep -c 'R_X86.*__tls_get_addr')"
done
rm -f tls_model.o
