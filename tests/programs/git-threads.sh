# git-threads - the same history packed by two threads.
# Packages: git
# Seen: git
# Threads: yes
. "${0%/*}/common.bash"
. "${0%/*}/git.env"
need git >/dev/null
git -c init.defaultBranch=main init -q .
for round in 1 2 3; do
    fill $round
    git add -A
    git commit -q -m "round $round"
done
run git -c pack.threads=2 repack -q -a -d -f
# Not their sizes in the pack: which thread finds which delta is chance.
git verify-pack -v .git/objects/pack/*.idx | awk '{ print $1, $2 }' |
    grep -E '^[0-9a-f]{40}' | sort | cksum
run git -c index.threads=2 fsck --no-progress
