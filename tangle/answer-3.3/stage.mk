# stage.mk: tangled from book/03-chunks.nw; edit that, not this.
PROGRAMS += red_chunks layout neighbour waste

layout neighbour waste: %: %.o
	$(CC) $(CFLAGS) -o $@ $<
