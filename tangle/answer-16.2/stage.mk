# stage.mk: tangled from book/16-checks.nw; edit that, not this.
PROGRAMS += red_checks catalogue guess escapes cost
EDITED := $(foreach f,unchecked plain-links counted,$f/lib$f.so)
facts: $(EDITED)

catalogue: catalogue.o crimes.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^ -lcunit -pthread
guess escapes: %: %.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
cost: cost.o
	$(CC) $(CFLAGS) -o $@ $^
$(EDITED): edited.sh tell.c $(wildcard *.c *.h)
	sh edited.sh $(@D)
