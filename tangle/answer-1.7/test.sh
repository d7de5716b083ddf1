# test.sh: tangled from book/answers/01-pages.nw; edit that, not this.
# test.sh - builds it; runs it where KSM is on.
cc -std=c11 -O2 -Wall -Wextra -Werror -o merge merge.c probe.c || exit 1
if [ "$(cat /sys/kernel/mm/ksm/run 2>/dev/null)" != 1 ]; then
    echo "skip  times tell what was merged: KSM is off"
elif ./merge > said; then
    echo "ok    times tell what was merged: $(cat said)"
else
    echo "FAIL  times tell what was merged: $(cat said)"
fi
rm -f merge said
