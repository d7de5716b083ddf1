#!/bin/bash
# selftest.sh - does coverage.sh count right? A stage of a few lines, of
# which it is known what runs: by call, in a child that aborts or leaves by
# _exit, in a header that only a test uses, and not at all.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hpoc-coverage.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
lines=build/lines/tiny
mkdir -p book $lines

# The chapter; each file of the stage names its lines.
cat > book/04-tiny.nw <<'END'
---
stage: tiny
---
int called(int x)
{
    if (x > 1)
        return 1;
    if (x < 0)
        abort();
    return 0;
}
int never(void)
{
    return 2;
}
static inline int only_a_test(void)
{
    return 3;
}
static inline int nobody(void)
{
    return 4;
}
int main(void)
{
    if (fork() == 0)
        called(-1);
    if (fork() == 0) {
        called(2);
        _exit(0);
    }
    while (wait(NULL) != -1)
        ;
    return called(1) + only_a_test() - 3;
}
int main(void)
{
    return 0;
}
END
part() {        # part FIRST LAST: these lines, and where they stand
    echo "#line $1 \"book/04-tiny.nw\""
    sed -n "$1,$2p" book/04-tiny.nw
}
{ part 16 19; part 20 23; } > $lines/tiny.h
{ echo '#include <stdlib.h>'; echo '#include "tiny.h"'
  part 4 11; part 12 15; } > $lines/malloc.c
{ echo '#include <unistd.h>'; echo '#include <sys/wait.h>'
  echo '#include "tiny.h"'; echo 'int called(int x);'
  part 24 35; } > $lines/tests.c
part 36 39 > $lines/play.c
echo 'int nothing;' > $lines/preload.c
cat > $lines/Makefile <<'END'
CFLAGS = $(OPT) -fPIC
libtiny.so: malloc.o preload.o
	$(CC) $(CFLAGS) -shared -o $@ $^
tests: tests.o malloc.o
	$(CC) $(CFLAGS) -o $@ $^
play: play.o
	$(CC) $(CFLAGS) -o $@ $^
facts: libtiny.so play
clean:
	rm -f *.o
.PHONY: clean facts
END

covers() {      # covers [VARIABLE=...]: keeps what it says
    local status=0
    env "$@" bash "$here/../coverage.sh" > said 2>&1 || status=$?
    echo "status $status" >> said
}

says() {        # says NAME TEXT
    if grep -qF -- "$2" said; then ok "$1"; else
        fail "$1" "not said: $2"$'\n'"$(cat said)"
    fi
}

ran() {         # ran NAME LINE KIND COUNT
    if grep -qx "$2	$3	$4" build/coverage/04-tiny.tsv; then ok "$1"; else
        fail "$1" "$(grep "^$2	" build/coverage/04-tiny.tsv)"
    fi
}

covers LEAST=60
ran 'a line is counted as often as it runs' 6 heap 3
ran 'what ran before an abort counts' 9 heap 1
ran 'what ran before _exit counts' 7 heap 1
ran 'a line of a header counts for the heap when a test runs it' 18 heap 1
ran 'a line that never runs has count 0' 14 heap 0
ran 'an inline function that nobody calls is counted' 22 heap 0
ran 'test code is kept apart' 34 tests 1
ran 'tools are kept apart' 38 tools 0
says 'what never ran is shown with its text' \
    'book/04-tiny.nw:14: return 2;'
says 'a percentage is of lines, rounded down' \
    'book/04-tiny.nw          66.6 %  8/12'
says 'above the threshold the status is 0' 'status 0'
covers LEAST=67
says 'below the threshold the chapter is named' \
    'book/04-tiny.nw: error: less than 67 % of its heap is tested'
says 'and the status is 1' 'status 1'
covers LEAST=67 FROM=05
says 'an earlier chapter is measured only' 'status 0'
sed -i 's/called(1) + /called(2) + /' book/04-tiny.nw $lines/tests.c
covers LEAST=60
says 'a stage whose tests fail is an error' 'stage tiny failed'
says 'and its status is 1' 'status 1'
summary
