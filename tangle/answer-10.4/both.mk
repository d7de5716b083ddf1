# both.mk: tangled from book/answers/10-tcache.nw; edit that, not this.
both: both.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
