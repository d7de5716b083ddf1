# test.sh: tangled from book/answers/10-tcache.nw; edit that, not this.
# test.sh - five threads strand a mebibyte, four can't.
make -s strand || exit 1
for threads in 4 5; do
    bytes=$(./strand $threads | sed -n 's/bytes in caches: //p')
    if [ "$bytes" -ge 1048576 ]; then
        enough=yes
    else
        enough=no
    fi
    case $threads$enough in
    4no | 5yes) echo "ok    $threads threads strand $bytes" ;;
    *) echo "FAIL  $threads threads strand $bytes" ;;
    esac
done
