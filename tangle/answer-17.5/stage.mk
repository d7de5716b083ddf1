# stage.mk: tangled from book/17-glibc.nw; edit that, not this.
PROGRAMS += red_glibc told words info trimmed mixed pad player guilty
PROGRAMS += crowd pair after_thread tls.so lacking.so
CHANGED := bite second limit flags
CHANGED += again together remember four ask go
CHANGED := $(CHANGED:%=lib%.so)
facts: $(CHANGED)

player: player.o calls.o
	$(CC) $(CFLAGS) -o $@ $^ -pthread
tls.so: tls.c
	$(CC) $(CFLAGS) -shared -o $@ $<
lacking.c: preload.c
	sed '/EXPORT.*aligned_alloc/s/EXPORT//' $< >$@
lacking.so: lacking.o os.o $(HEAP)
	$(CC) $(CFLAGS) -shared -o $@ $^
guilty: CFLAGS += -Wno-use-after-free -Wno-free-nonheap-object \
  -Wno-array-bounds
$(CHANGED): changed.sh preload.o os.o $(HEAP)
	CC="$(CC)" CFLAGS="$(CFLAGS)" \
	  sh changed.sh $(@:lib%.so=%) preload.o os.o $(HEAP)
