# stage.mk: tangled from book/answers/08-threads.nw; edit that, not this.
again: again.o
	$(CC) $(CFLAGS) -o $@ $^ -pthread
