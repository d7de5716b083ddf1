# pins.mk: tangled from book/answers/06-coal.nw; edit that, not this.
pins: pins.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
