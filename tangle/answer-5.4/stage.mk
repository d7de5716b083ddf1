# stage.mk: tangled from book/05-free-list.nw; edit that, not this.
PROGRAMS += red_free_list tricks tricks_whole
PROGRAMS += fits fits_whole robson robson_fits

whole.c: malloc.c
	sed '/^    split(a, c, size);$$/d' malloc.c > $@
whole.o: CFLAGS += -Wno-unused-function
WHOLE = whole.o $(filter-out malloc.o,$(HEAP))

tricks: tricks.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
tricks_whole: tricks.o os_test.o $(WHOLE)
	$(CC) $(CFLAGS) -o $@ $^

RUN = $(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
play_run.o: play.c
	$(RUN)
robson_run.o: robson.c
	$(RUN) -Dmalloc=hp_malloc -Dfree=hp_free

fits: fits.o play_run.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
fits_whole: fits.o play_run.o os_test.o $(WHOLE)
	$(CC) $(CFLAGS) -o $@ $^
robson_fits: fits.o robson_run.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
robson: robson.o
	$(CC) $(CFLAGS) -o $@ $^
