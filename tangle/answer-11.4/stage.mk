# stage.mk: tangled from book/11-fastbin.nw; edit that, not this.
PROGRAMS += red_fastbin aba order observer counts medium pause

COUNTED := $(patsubst %,counted_%,alloc.o free.o system.o)
counted_%.o: %.c counted.sed counts.h $(wildcard *.h)
	sed -f counted.sed $< | \
	    $(CC) $(CFLAGS) -include counts.h -x c -c -o $@ -
play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
counts: counts.o play_run.o os_test.o $(COUNTED) \
        $(filter-out alloc.o free.o system.o,$(HEAP))
	$(CC) $(CFLAGS) -o $@ $^

aba order medium: %: %.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
observer pause: %: %.o
	$(CC) $(CFLAGS) -o $@ $<
