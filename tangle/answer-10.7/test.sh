# test.sh: tangled from book/answers/10-tcache.nw; edit that, not this.
# test.sh - the mask is gone from hp_free.
masks=$(objdump -d --disassemble=hp_free libtcache.so 2>/dev/null ||
    objdump -d --disassemble=hp_free libanswer-10.7.so)
if echo "$masks" | grep -q 'and .*0xf'; then
    echo "FAIL  there is a mask in hp_free"
else
    echo "ok    there is no mask in hp_free"
fi
