# stage.mk: tangled from book/07-tags.nw; edit that, not this.
PROGRAMS += red_tags counts counts_late cases cases_late

COUNT = $(CC) $(CFLAGS) -include counts.h -x c -c -o $@ -
KEPT := $(filter-out alloc.o free.o walk.o,$(HEAP))
MERGING := alloc_counted.o free_counted.o walk.o $(KEPT)
LATE := alloc_late.o defer.o walk_merged.o $(KEPT)

PROBE = s/chunk_size(c) >= size/counts.probes++, &/
SPLIT = /^static.*hand_out/,/^}/s/resize(c, size);/& counts.splits++;/
alloc_counted.o: alloc.c counts.h
	sed -e '$(PROBE)' -e '$(SPLIT)' $< | $(COUNT)
free_counted.o: free.c counts.h
	sed -e 's/unlink_chunk(.*);/& counts.merges++;/' \
	    -e 's/a->top = c;/& counts.merges++;/' $< | $(COUNT)
play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<

counts: $(MERGING)
counts_late: $(LATE)
counts counts_late: counts.o play_run.o os_test.o
	$(CC) $(CFLAGS) -o $@ $^

AGAIN = sweep(a);\n    struct chunk *c = take_first_fit(a, size);
AGAIN += \n    if (c == NULL)\n        c = take_from_top(a, size);
AGAIN += \n    if (c != NULL)\n        return c;
alloc_late.o: alloc.c counts.h
	sed -e '$(PROBE)' -e '$(SPLIT)' \
	    -e '/^static.*take_from_system/,/^}/s/^{/{\n    $(AGAIN)/' \
	    $< | $(COUNT)
walk_merged.o: walk.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes \
	    -Dcheck_heap=check_merged_heap -c -o $@ $<

cases: $(MERGING)
cases_late: $(LATE)
cases cases_late: counts.o cases.o os_test.o
	$(CC) $(CFLAGS) -o $@ $^
