# grow.gdb: tangled from book/04-bump.nw; edit that, not this.
break grow
run --here the_heap_grows_in_steps
backtrace 2
print size
print (long)main_arena.end
