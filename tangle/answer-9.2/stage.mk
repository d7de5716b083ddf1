# stage.mk: tangled from book/09-arenas.nw; edit that, not this.
PROGRAMS += red_arenas red_crowd space share bleed held blowup odd

red_crowd: red_crowd.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -Wl,--wrap=os_wait -o $@ $^
space: space.o segment.o os.o
	$(CC) $(CFLAGS) -o $@ $^
share bleed held blowup: %: %.o turns.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
odd: odd.o
	$(CC) $(CFLAGS) -o $@ $^
