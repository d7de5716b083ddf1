# stage.mk: tangled from book/15-system.nw; edit that, not this.
PROGRAMS += red_system counts lost

lost: %: %.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^

MOVERS := realloc.o resize.o cleared.o
COUNTED := $(MOVERS:%=counted_%)

$(COUNTED): counted_%.o: %.c counted.sed counts.h $(wildcard *.h)
	sed -f counted.sed $< | \
	    $(CC) $(CFLAGS) -include counts.h -x c -c -o $@ -
play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
counts: counts.o play_run.o os_test.o $(COUNTED) \
    $(filter-out $(MOVERS),$(HEAP))
	$(CC) $(CFLAGS) -o $@ $^
