# test.sh: tangled from book/answers/07-tags.nw; edit that, not this.
# test.sh - the heap hands out memory that is in use.
make -s red_byte
./red_byte > said
[ $? = 1 ] && echo "ok    $(tail -n 1 said)" || echo "FAIL  $(cat said)"
