# red.awk - reads a stage's tests.tsv, then its C files, and says which
# tests failed and where. Exit status: 1 if one failed, 2 if there are no
# proper results.
#
# A failed assertion carries its place, `file:line: text`. A crash does
# not: then the place is where the test begins, by the #line directives.
#
# An answer to an exercise may turn tests red on purpose: `meant` names
# them, as its red.txt does.

BEGIN {
    FS = "\t"
    n = split(meant, word, " ")
    for (i = 1; i <= n; i++)
        red[word[i]]
}

FILENAME ~ /\.new$/ {
    rows++
    if (NF != 4 || $3 !~ /^(pass|fail|skip)$/) {
        printf "%s:%d: error: stage %s, not a test result: %s\n",
               FILENAME, FNR, stage, $0
        broken = 1
    } else if ($3 == "fail" && $2 in red) {
        status = 0                      # it had to fail
    } else if ($3 == "fail") {
        suite[++failed] = $1
        test[failed] = $2
        detail[failed] = $4
    }
    next
}

FNR == 1 {
    file = FILENAME
    shift = 0
}
/^#line / {
    split($0, part, /[ "]+/)
    file = part[3]
    shift = part[2] - FNR - 1
}
failed && /^(static )?void [a-z_0-9]+\(/ {
    name = $0
    sub(/\(.*/, "", name)
    sub(/.* /, "", name)
    begins[name] = file ":" (FNR + shift)
}

END {
    for (i = 1; i <= failed; i++) {
        at = ""
        if (match(detail[i], /^[^: ]+:[0-9]+: /)) {
            at = substr(detail[i], 1, RLENGTH - 2)
            detail[i] = substr(detail[i], RLENGTH + 1)
        } else if (test[i] in begins) {
            at = begins[test[i]]
        }
        printf "%serror: stage %s, suite %s, test %s failed: %s\n",
               at == "" ? "" : at ": ", stage, suite[i], test[i], detail[i]
    }
    if (!failed && !broken && (status != 0 || rows == 0)) {
        printf "build/lines/%s: error: stage %s, test-tsv %s\n", stage,
               stage, rows == 0 ? "printed no test" \
                                : "failed with status " status
        broken = 1
    }
    exit failed ? 1 : broken ? 2 : 0
}
