# clang - a compiler in C++: it allocates before main and by the hundred thousand.
# Packages: clang (optional)
# Seen: clang a.out
. "${0%/*}/common.bash"
need clang >/dev/null
cp "${0%/*}/gcc.c" .
run clang -std=c11 -O2 -Wall -Wextra -S gcc.c -o fast.s
run clang fast.s -o a.out
run ./a.out || echo "status $?"
cksum fast.s a.out
