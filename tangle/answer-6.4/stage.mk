# stage.mk: tangled from book/answers/06-coal.nw; edit that, not this.
PROGRAMS += red_coal counts

play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
counts: counts.o play_run.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
