# stage.mk: tangled from book/11-fastbin.nw; edit that, not this.
PROGRAMS += red_fastbin aba order observer counts medium pause
PROGRAMS += calls calls_plain calls_libc

COUNTED := $(patsubst %,counted_%,alloc.o free.o system.o)
counted_%.o: %.c counted.sed counts.h $(wildcard *.h)
	sed -f counted.sed $< | \
	    $(CC) $(CFLAGS) -include counts.h -x c -c -o $@ -
play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
counts: counts.o play_run.o os_test.o $(COUNTED) \
        $(filter-out alloc.o free.o system.o,$(HEAP))
	$(CC) $(CFLAGS) -o $@ $^

NAMES := malloc free calloc realloc memalign
CALLS := $(foreach name,$(NAMES),-Dhp_$(name)=call_$(name))
play_calls.o: play.c
	$(CC) $(CFLAGS) $(CALLS) -c -o $@ $<
calls_libc.o: calls.c
	$(CC) $(CFLAGS) -DLIBC -c -o $@ $<
tune_plain.o: tune.c tune.h
	sed 's/max_fast = .*,/max_fast = 0,/' $< | \
	    $(CC) $(CFLAGS) -x c -c -o $@ -
calls: calls.o $(HEAP)
calls_libc: calls_libc.o $(HEAP)
calls_plain: calls.o tune_plain.o $(filter-out tune.o,$(HEAP))
calls calls_libc calls_plain: play_calls.o os_test.o
	$(CC) $(CFLAGS) -Wl,-z,now -o $@ $^

aba order medium: %: %.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
observer pause: %: %.o
	$(CC) $(CFLAGS) -o $@ $<
