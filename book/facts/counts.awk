# counts.awk - roots.tsv, tests.tsv, diff.txt -> name TAB value, sorted by
# nothing but the order below. Files and lines are those of the C files
# and headers; a blank line is no line.

BEGIN { FS = OFS = "\t" }

FILENAME ~ /roots\.tsv$/ {
    name = $2
    sub(/.*\//, "", name)
    if ($1 == stage && name ~ /\.[ch]$/) {
        files++
        path = "tangle/" stage "/" name
        while ((getline text <path) > 0)
            lines += text ~ /[^ \t]/
        close(path)
    }
    next
}

FILENAME ~ /tests\.tsv$/ {
    if (!($1 in number))
        suite[++suites] = $1
    number[$1]++
    tests++
    total[$3]++
    result[$1, $3]++
    next
}

# diff.txt: its headers are "--- a/..." and "+++ b/...".
/^--- (a\/|\/dev\/null)/ || /^\+\+\+ (b\/|\/dev\/null)/ { next }
/^\+/ { added++ }
/^-/ { removed++ }

END {
    print "tests", tests + 0
    print "passed", total["pass"] + 0
    print "failed", total["fail"] + 0
    print "skipped", total["skip"] + 0
    for (i = 1; i <= suites; i++) {
        print suite[i] ".tests", number[suite[i]]
        print suite[i] ".passed", result[suite[i], "pass"] + 0
        print suite[i] ".failed", result[suite[i], "fail"] + 0
        print suite[i] ".skipped", result[suite[i], "skip"] + 0
    }
    print "files", files + 0
    print "lines", lines + 0
    print "added", added + 0
    print "removed", removed + 0
}
