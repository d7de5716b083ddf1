# cycle.mk: tangled from book/answers/14-unsortedbin.nw; edit that, not this.
cycle: cycle.o os_test.o $(patsubst %,counted/%,$(HEAP))
	$(CC) $(CFLAGS) -o $@ $^
