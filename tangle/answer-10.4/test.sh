# test.sh: tangled from book/answers/10-tcache.nw; edit that, not this.
# test.sh - the second thread reads what the first has written.
make -s -f Makefile -f both.mk both || exit 1
said=$(./both)
case $said in
*secret) echo "ok    $said" ;;
*) echo "FAIL  $said" ;;
esac
