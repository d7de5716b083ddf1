# test.sh: tangled from book/answers/06-coal.nw; edit that, not this.
# test.sh - the trials agree with the formula to the second digit.
${CC:-cc} -std=c11 -O2 -Wall -Wextra -Werror -o meshing meshing.c || exit 1
./meshing | awk '{
    off = $4 - $6
    print (off * off < 0.005 * 0.005 ? "ok    " : "FAIL  ") $0 }'
