# stage.mk: tangled from book/04-bump.nw; edit that, not this.
PROGRAMS += naive red_bump
PROGRAMS += $(addprefix step_,16 4096 16384 131072 1048576)

naive: naive.o os_test.o
	$(CC) $(CFLAGS) -o $@ $^

play_%: step_%
	@xzcat $(TRACE) | ./$<

step_%: malloc.c play.o os_test.o $(HEAP)
	sed 's/GROWTH = [0-9* ]*/GROWTH = $*/' malloc.c | \
	    $(CC) $(CFLAGS) -x c -c -o step_$*.o -
	$(CC) $(CFLAGS) -o $@ step_$*.o play.o os_test.o \
	    $(filter-out malloc.o,$(HEAP))
