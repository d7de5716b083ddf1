# stage.mk: tangled from book/answers/08-threads.nw; edit that, not this.
PROGRAMS += red_threads
