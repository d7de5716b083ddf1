# stage.mk: tangled from book/06-coal.nw; edit that, not this.
PROGRAMS += red_coal lost_notes lost_touch tests_notes tests_no_bit
PROGRAMS += found found_notes found_touch counts counts_eager counts_spot
PROGRAMS += found_spot again again_spot queue tagged disguise mesh

OTHERS := $(filter-out free_list.o malloc.o,$(HEAP))
NOTES  := notes.o list_without_both.o malloc.o $(OTHERS)
TOUCH  := touch.o list_without_both.o malloc.o $(OTHERS)
SPOT   := spot.o list_without_insert.o malloc.o $(OTHERS)
EAGER  := malloc_eager.o free_list.o $(OTHERS)
NO_BIT := malloc_no_bit.o free_list.o $(OTHERS)

CUT = $(CC) $(CFLAGS) -x c -c -o $@ -
list_without_insert.o: free_list.c free_list.h
	sed '/^void insert_free/,/^}/d' $< | $(CUT)
list_without_both.o: free_list.c free_list.h
	sed -e '/^void insert_free/,/^}/d' -e '/^void sweep/,/^}/d' \
	    -e '/^static void coalesce_next/,/^}/d' $< | $(CUT)
touch.o: notes.c free_list.h
	$(CC) $(CFLAGS) -DNEXT_IN_MEMORY=1 -c -o $@ $<

lost_notes found_notes: $(NOTES)
lost_touch found_touch: $(TOUCH)
found: $(HEAP)
lost_notes lost_touch: lost.o os_test.o
	$(CC) $(CFLAGS) -o $@ $^
found found_notes found_touch found_spot: found.o os_test.o
	$(CC) $(CFLAGS) -o $@ $^
tests_notes: tests.o $(TESTS) os_test.o $(NOTES)
	$(CC) $(CFLAGS) -o $@ $^ -lcunit -pthread

malloc_no_bit.o: malloc.c $(wildcard *.h)
	sed 's/ && a->free.dirty//' $< | $(CUT)
malloc_eager.o: malloc.c $(wildcard *.h)
	sed '/^void hp_free/,/^}/s/^}/    sweep(\&main_arena.free);\n}/' \
	    $< | $(CUT)
play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<

counts: $(HEAP)
counts_eager: $(EAGER)
counts_spot: $(SPOT)
counts counts_eager counts_spot: counts.o play_run.o os_test.o
	$(CC) $(CFLAGS) -o $@ $^
again: $(HEAP)
again_spot found_spot: $(SPOT)
again again_spot: again.o os_test.o
	$(CC) $(CFLAGS) -o $@ $^
tests_no_bit: tests.o $(TESTS) os_test.o $(NO_BIT)
	$(CC) $(CFLAGS) -o $@ $^ -lcunit -pthread

queue disguise: %: %.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
tagged mesh: %: %.o
	$(CC) $(CFLAGS) -o $@ $^
