# test.sh: tangled from book/answers/14-unsortedbin.nw; edit that, not this.
# test.sh - agree as they are; and not if either looks into the cache.
agree() {           # agree WHAT FILE SCRIPT STATUS
    rm -rf copy && mkdir copy && cp ./*.c ./*.h ./*.sed ./*.mk Makefile copy
    sed -i "$3" "copy/$2"
    make -s -C copy STAGE=unsortedbin model_check
    (cd copy && ./model_check 5000 >out)
    if [ $? = $4 ]; then echo "ok    $1"; else echo "FAIL  $1"; fi
    rm -rf copy
}
agree 'both do not look' model.c '' 0
agree 'the model looks' stream.c \
    's/model_calloc(s->request)/model_malloc(s->request)/' 1
agree 'the heap looks' stream.c \
    's/hp_calloc(1, s->request)/hp_malloc(s->request)/' 1
