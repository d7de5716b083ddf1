# stage.mk: tangled from book/10-tcache.nw; edit that, not this.
PROGRAMS += red_tcache twice lazy counts strand

EDITED = malloc.o
cost_%.o: %.c $(wildcard *.h)
	$(CC) $(CFLAGS) -E $< | sed "$$EDIT" | \
	    $(CC) $(CFLAGS) -x cpp-output -c -o $@ -
cost.so: $(addprefix cost_,$(EDITED)) preload.o os.o \
         $(filter-out $(EDITED),$(HEAP))
	$(CC) $(CFLAGS) -shared -o $@ $^
lazy: lazy.o plugin.so
	$(CC) $(CFLAGS) -rdynamic -o $@ $<
plugin.so: plugin.o
	$(CC) $(CFLAGS) -shared -o $@ $<

COUNTED := $(patsubst %,counted_%,$(HEAP))
counted_%.o: %.c counted.sed $(wildcard *.h)
	$(CC) $(CFLAGS) -E $< | sed -f counted.sed | \
	    $(CC) $(CFLAGS) -x cpp-output -c -o $@ -
play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
counts: counts.o play_run.o os_test.o $(COUNTED)
	$(CC) $(CFLAGS) -o $@ $^
twice strand: %: %.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
