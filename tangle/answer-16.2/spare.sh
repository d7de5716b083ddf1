# spare.sh: tangled from book/answers/16-checks.nw; edit that, not this.
# spare.sh - makes the copy, and runs it.
mkdir -p copy
cp *.c *.h Makefile copy
cd copy
sed -i 's/^static inline void die_if/extern const char *spared;\n&/
    s/if (unlikely(broken))/&\n    if (!spared || strcmp(message, spared))/
    s/#include "report.h"/&\n#include <string.h>/' checks.h
sed -i 's/^_Noreturn void fatal/const char *spared;\n&/
    s/#include "report.h"/#include "checks.h"/' report.c
sed -i 's/\<fatal("/die_if(true, "/' tcache.c system.c
sed -i 's/\<fatal(message)/die_if(true, message)/
    s/#include "report.h"/&\n#include "checks.h"/' mapped.c
sed -i 's/^    no_more();\n    if (pipe/&/
    s/^    if (pipe(ends)/    spared = message;\n&/
    s/in_child = true;/& alarm(1);/
    s/#include "tcache.h"/&\n#include "checks.h"/' crimes.c
cat >stage.mk <<'end'
spare: spare.o crimes.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^ -lcunit -pthread
end
make -s spare
./spare
