# edited.sh: tangled from book/16-checks.nw; edit that, not this.
# edited.sh FOLDER - this stage with some lines edited, as a library in a
# folder of its own.
plain='/^static inline void .mangle/,/^}/{
    s/return .*/return (void)place, link;/
}'
case $1 in
plain-links) edit=$plain ;;
unchecked)
    edit="$plain
        s/if (unlikely(broken))/if (0 \&\& broken)/" ;;
counted)
    edit='s/^static inline void die_if/extern unsigned long asked;\n&/
        s/if (unlikely(broken))/asked++;\n    &/
        s/^_Noreturn void fatal/#include "tell.c"\n&/' ;;
esac
mkdir -p "$1"
for file in *.c *.h; do
    sed "$edit" "$file" >"$1/$file"
done
cp Makefile "$1"
make -s -C "$1" STAGE="$1" "lib$1.so"
