# stage.mk: tangled from book/17-glibc.nw; edit that, not this.
PROGRAMS += red_glibc told words info trimmed mixed pad player guilty pair
PROGRAMS += after_thread tls.so lacking.so
PLANTED := $(foreach f,bite second limit pad info,$f/lib$f.so)
UNDONE := $(foreach f,again together remember four ask go,$f/lib$f.so)
facts: $(PLANTED) $(UNDONE)

player: player.o calls.o
	$(CC) $(CFLAGS) -o $@ $^ -pthread
tls.so: tls.c
	$(CC) $(CFLAGS) -shared -o $@ $<
lacking.c: preload.c
	sed '/EXPORT.*aligned_alloc/s/EXPORT//' $< >$@
lacking.so: lacking.o os.o $(HEAP)
	$(CC) $(CFLAGS) -shared -o $@ $^
mixed guilty: CFLAGS += -Wno-use-after-free
$(PLANTED) $(UNDONE): planted.sh undone.sh $(HEAP)
	sh $(if $(findstring $@,$(PLANTED)),planted,undone).sh $(@D)
