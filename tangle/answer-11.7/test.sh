# test.sh: tangled from book/answers/11-fastbin.nw; edit that, not this.
# test.sh - builds it and tries it.
cc -std=c11 -O2 -Wall -Wextra -pthread -o tagged tagged.c && ./tagged
