# test.sh: tangled from book/answers/08-threads.nw; edit that, not this.
# test.sh - the instructions in the library that nothing can get between.
make -s STAGE=threads all
objdump -d libthreads.so | awk '
    /^[0-9a-f]+ </ { name = $2; gsub(/[<>:]/, "", name) }
    /lock cmpxchg|xchg .*\(/ { count[name]++ }
    END { for (name in count) print name ": " count[name] }' | sort > said
cat said
for name in hp_malloc lock_wait watch_forks; do
    grep -q "^$name" said && echo "ok    $name" || echo "FAIL  $name"
done
