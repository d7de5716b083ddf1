# stage.mk: tangled from book/14-unsortedbin.nw; edit that, not this.
PROGRAMS += red_unsortedbin exact model_check counts batch

exact: %: %.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^
model_check: model_check.o stream.o model.o os_test.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^

COPY = @mkdir -p counted && sed -f counted.sed $< > $@
counted/%.c: %.c counted.sed
	$(COPY)
counted/%.h: %.h counted.sed
	$(COPY)
counted/%.o: counted/%.c counts.h $(patsubst %,counted/%,$(wildcard *.h))
	$(CC) $(CFLAGS) -include counts.h -c -o $@ $<
play_run.o: play.c
	$(CC) $(CFLAGS) -Wno-missing-prototypes -Dmain=run -c -o $@ $<
counts: counts.o play_run.o os_test.o $(patsubst %,counted/%,$(HEAP))
	$(CC) $(CFLAGS) -o $@ $^
batch: batch.o os_test.o $(patsubst %,counted/%,$(HEAP))
	$(CC) $(CFLAGS) -o $@ $^
