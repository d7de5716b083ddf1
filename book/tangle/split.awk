# split.awk: cuts noweb's output for many roots into files, each under its
# banner.
#
#   awk -v dir=bump -v to=FOLDER -v lines=FOLDER -f split.awk \
#       build/roots.tsv nt-output nt-output-with-lines
#
# The first output goes to the one folder, what is no C also to the other;
# the second output, C with #line, to the other. Before each root stands a
# line made of \001 and its name (see tangle.sh). With noweb's -L a #line
# for that mark stands before it, which goes.

BEGIN { FS = "\t" }

# book/02-a.nw book/03-b.nw book/04-c.nw -> "a, b and c; edit those"
function sources(files,    f, n, i, s) {
    n = split(files, f, " ")
    s = f[1]
    for (i = 2; i <= n; i++)
        s = s (i < n ? ", " : " and ") f[i]
    return s "; edit " (n > 1 ? "those" : "that") ", not this."
}

function banner(root, files,    s) {
    sub(/.*\//, "", root)
    s = root ": tangled from " sources(files)
    if (root ~ /\.(c|h|js|css)$/)
        return "/* " s " */"
    if (root ~ /\.scn$/)
        return "// " s
    if (root ~ /\.(lua|sql)$/)
        return "-- " s
    if (root ~ /\.tex$/)
        return "% " s
    return "# " s
}

function put(line) {
    print line > out
    if (both != "")
        print line > both
}

function finish() {
    if (pending != "")
        put(pending)
    pending = ""
    if (out != "")
        close(out)
    if (both != "")
        close(both)
}

FNR == 1 { file++ }

NR == FNR {
    if ($1 == dir)
        head[$2] = banner($2, $4)
    next
}

/^#line [0-9]+ "mark"$/ { next }

/^\001/ {
    finish()
    root = substr($0, 2)
    pending = head[root]
    sub(/.*\//, "", root)
    out = (file == 2 ? to : lines) "/" root
    both = file == 2 && root !~ /\.[ch]$/ ? lines "/" root : ""
    next
}

pending != "" {
    if (/^#!/) {                        # this line must stay the first
        put($0 "\n" pending)
        pending = ""
        next
    }
    put(pending)
    pending = ""
}

{ put($0) }

END { finish() }
