# gcc - compiles at -O0 and -O2, links, and the program that comes out runs.
# Packages: gcc libc6-dev
# Seen: gcc cc1 as collect2 ld a.out
. "${0%/*}/common.bash"
need gcc >/dev/null
cp "${0%/*}/gcc.c" .
run gcc -std=c11 -O0 -g -c gcc.c -o slow.o
run gcc -std=c11 -O2 -Wall -Wextra -S gcc.c -o fast.s
run gcc -O2 fast.s -o a.out
run ./a.out || echo "status $?"
cksum slow.o fast.s a.out
echo 'int main(void) { return undeclared + 1; }' > wrong.c
run gcc -Wall -c wrong.c || echo "status $?"
