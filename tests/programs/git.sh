# git - init, add, commit, branch, merge, log, diff, blame, fsck, gc.
# Packages: git
# Seen: git
. "${0%/*}/common.bash"
. "${0%/*}/git.env"
need git >/dev/null
run git --version
run git -c init.defaultBranch=main init -q .
run git config gc.auto 0
run git config pack.threads 1
for round in 1 2 3; do
    fill $round
    run git add -A
    run git commit -q -m "round $round"
done
run git checkout -q -b side HEAD~1
sed -i '12s/^/side /' src/file7.txt
run git commit -q -a -m 'on the side'
run git checkout -q main
run git merge -q -m 'both' side
run git log --stat --graph --format='%h %an %ad %s%n%b' | cat
run git log -p -M --all -- src/file7.txt doc
run git diff --word-diff HEAD~2 -- src/file3.txt src/deep
run git blame src/file7.txt | sed -n 1,5p
run git rev-list --objects --all | cksum
run git fsck --no-progress
run git gc -q
run git count-objects -v | grep -v '^size'
run git archive HEAD | cksum
run git status --short --branch
run git show no-such-thing || echo "status $?"
