# stage.mk: tangled from book/09-arenas.nw; edit that, not this.
PROGRAMS += red_arenas red_crowd held

red_crowd: red_crowd.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -Wl,--wrap=os_wait -o $@ $^
held: held.o turns.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
