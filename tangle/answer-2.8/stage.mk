# stage.mk: tangled from book/02-contract.nw; edit that, not this.
# stage.mk - the broken heaps, which only this stage has.
BROKEN := $(basename $(wildcard broken_*.c))
PROGRAMS += broken_none $(BROKEN)
FAMILY := malloc free calloc realloc reallocarray memalign aligned_alloc \
          posix_memalign valloc pvalloc malloc_usable_size
RENAMED := $(foreach f,$(FAMILY),-Dhp_$f=healthy_$f)
HEALTHY := $(HEAP:%=healthy_%)
COURT := forward.o $(HEALTHY) tests.o $(TESTS) os_test.o

healthy_%.o: %.c $(wildcard *.h) Makefile
	$(CC) $(CFLAGS) $(RENAMED) -c -o $@ $<

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
