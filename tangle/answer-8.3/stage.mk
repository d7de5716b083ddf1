# stage.mk: tangled from book/08-threads.nw; edit that, not this.
PROGRAMS += red_threads interleaving interleaving_no_lock flag
PROGRAMS += flag_exchange futexes futexes_two child child_orphaned
PROGRAMS += order order_wrong pairs_after throughput
PROGRAMS += libplain.so libunlocked.so

CUT = $(CC) $(CFLAGS) -x c -c -o $@ -
LINK = $(CC) $(CFLAGS) -o $@ $^ -pthread

MEET := system_meet.o meet.o $(filter-out system.o malloc.o,$(HEAP))
system_meet.o: system.c meet.h $(wildcard *.h)
	(echo '#include "meet.h"'; \
	    sed '/take_from_top/,/^}/s/a->top = c/meeting_point(); &/' \
	    $<) | $(CUT)
malloc_no_lock.o: malloc.c $(wildcard *.h)
	sed '/arena_enter(/d; /arena_leave(/d' $< | $(CUT)
interleaving: malloc.o
interleaving_no_lock: malloc_no_lock.o
interleaving interleaving_no_lock: interleaving.o os_test.o $(MEET)
	$(LINK)

flag_exchange.o: flag.c meet.h
	sed -e 's/while (held)/while (atomic_exchange(\&held, true))/' \
	    -e '/meeting_point();$$/d' -e '/held = true/d' $< | $(CUT)
flag flag_exchange: %: %.o meet.o
	$(LINK)

lock_two.h: lock.h
	sed 's/was == 2/was != 0/' $< > $@
lock_two.o: lock.c lock_two.h os_thread.h
	sed -e 's/, 2/, 1/' -e 's/"lock.h"/"lock_two.h"/' $< | $(CUT)
futexes_two.o: futexes.c lock_two.h os_thread.h
	$(CC) $(CFLAGS) -DLOCK='"lock_two.h"' -c -o $@ $<
futexes: futexes.o lock.o
futexes_two: futexes_two.o lock_two.o
futexes futexes_two:
	$(LINK)

fork_none.o: fork.h
	printf '#include "fork.h"\nvoid watch_forks(void) {}\n' | $(CUT)
fork_ours.o: fork.c $(wildcard *.h)
	sed '/lock_stdio();/d' $< | $(CUT)
child: fork.o
child_orphaned: fork_none.o
child child_orphaned: child.o malloc.o os_test.o
child child_orphaned: $(filter-out fork.o,$(MEET))
	$(LINK)
order: fork.o
order_wrong: fork_ours.o
order order_wrong: order.o os_test.o $(filter-out fork.o,$(HEAP))
	$(LINK)
throughput: throughput.o
	$(LINK)

pairs_run.o: pairs.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
pairs_after: pairs_after.o pairs_run.o
	$(LINK)

UNLOCKED := preload.o os.o malloc_no_lock.o $(filter-out malloc.o,$(HEAP))
libunlocked.so: $(UNLOCKED)
	$(CC) $(CFLAGS) -shared -o $@ $^
plain_%.o: %.c $(wildcard *.h)
	sed -e 's/__atomic_load_n(&c->head, .*)/c->head/' -e \
	    's/__atomic_store_n(&c->head, head, .*)/c->head = head/' \
	    chunk.h > plain_$*.h
	(echo '#include "plain_$*.h"'; \
	    sed '/arena_enter(/d; /arena_leave(/d' $<) | $(CUT)
	rm plain_$*.h
libplain.so: preload.o os.o os_thread.o
libplain.so: $(addprefix plain_,$(filter-out os_thread.o,$(HEAP)))
	$(CC) $(CFLAGS) -shared -o $@ $^
