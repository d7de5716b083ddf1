# test.sh: tangled from book/answers/01-pages.nw; edit that, not this.
# test.sh - the last one out keeps the original.
./cow > said
if [ $? = 77 ]; then
    echo "skip  the frames: their numbers are there for root only"
    exit
fi
look() {
    if [ "$(./cow $2 | sed 's/.* //')" = "$1" ]; then
        echo "ok    $3: $1 frames are the same"
    else
        echo "FAIL  $3: $(./cow $2)"
    fi
}
look 256 '' 'the child is gone'
look 100 alive 'the child lives'
rm -f said
