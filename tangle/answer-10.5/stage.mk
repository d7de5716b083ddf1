# stage.mk: tangled from book/answers/10-tcache.nw; edit that, not this.
PROGRAMS += red_tcache
