# test.sh: tangled from book/answers/17-glibc.nw; edit that, not this.
# test.sh - the heap of a stranger, with libc's heap and with ours.
cc -shared -fPIC -o stranger.so stranger.c
look() {            # look NAME LIBRARY
    rm -f stranger.log
    LD_PRELOAD="./stranger.so $2" python3 -c 'import json'
    if python3 -c 'import xml.dom.minidom
xml.dom.minidom.parse("stranger.log")' 2>/dev/null &&
        grep -q '<size from=' stranger.log; then
        echo "ok    $1"
    else
        echo "FAIL  $1"
    fi
}
look 'the heap of libc' ''
look 'this heap' ./libanswer-17.4.so
