# stage.mk: tangled from book/02-contract.nw; edit that, not this.
# stage.mk - the broken heaps, which only this stage has.
BROKEN := $(basename $(wildcard broken_*.c)) locked
PROGRAMS += broken_none $(BROKEN) forward.ld
FAMILY := malloc free calloc realloc reallocarray memalign aligned_alloc \
          posix_memalign valloc pvalloc malloc_usable_size
RENAMED := $(foreach f,$(FAMILY),-Dhp_$f=healthy_$f)
COURT := $(HEAP:%=healthy_%) tests.o $(TESTS) os_test.o forward.ld

healthy_%.o: %.c $(wildcard *.h) Makefile
	$(CC) $(CFLAGS) $(RENAMED) -c -o $@ $<

forward.ld: stage.mk
	@printf 'PROVIDE(hp_%s = healthy_%s);\n' \
	    $(foreach f,$(FAMILY),$f $f) >$@

broken_none: $(COURT)
	$(CC) $(CFLAGS) -o $@ $^ -lcunit -pthread

$(BROKEN): %: %.o $(COURT)
	$(CC) $(CFLAGS) -o $@ $^ -lcunit -pthread

test: broken
broken: broken_none $(BROKEN)
	@sh broken.sh

test-tsv: broken-tsv
broken-tsv: broken_none $(BROKEN)
	@sh broken.sh --tsv

.PHONY: broken broken-tsv
