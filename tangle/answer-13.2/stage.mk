# stage.mk: tangled from book/13-largebins.nw; edit that, not this.
PROGRAMS += red_largebins looks again

AT ?= .
vpath looks.% $(AT)
vpath again.c $(AT)
LOOKED := $(patsubst %,looks_%,$(HEAP))
looks_%.o: %.c looks.sed looks.h $(wildcard *.h)
	$(CC) $(CFLAGS) -include $(AT)/looks.h -E $< | \
	    sed -f $(AT)/looks.sed | \
	    $(CC) $(CFLAGS) -x cpp-output -c -o $@ -
looks_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
looks.o again.o: CFLAGS += -iquote .
looks: looks.o looks_run.o os_test.o $(LOOKED)
	$(CC) $(CFLAGS) -o $@ $^
again: again.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
