# stage.mk: tangled from book/12-smallbins.nw; edit that, not this.
PROGRAMS += red_smallbins counts

COUNTED := $(patsubst %,counted_%,malloc.o alloc.o free.o system.o)
counted_%.o: %.c counted.sed counts.h $(wildcard *.h)
	sed -f counted.sed $< | \
	    $(CC) $(CFLAGS) -include counts.h -include bins.counted \
	    -x c -c -o $@ -
$(COUNTED): bins.counted
bins.counted: bins.h counted.sed
	sed -f counted.sed bins.h >$@
play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
counts: counts.o play_run.o os_test.o $(COUNTED) \
        $(filter-out malloc.o alloc.o free.o system.o,$(HEAP))
	$(CC) $(CFLAGS) -o $@ $^
