# stage.awk: noweb filter for (replaces).
#
#   notangle -filter 'awk -f book/tangle/stage.awk' \
#       -Rmalloc.c book/0[0-4]*.nw
#
# A definition <<name (replaces)>>= supersedes every earlier definition of
# <<name>>.  What is superseded is renamed, not deleted: noweb counts lines
# while it reads, and so the line numbers of what follows stay true.

{ line[NR] = $0 }

/^@defn / {
    name = substr($0, 7)
    if (sub(/ \(replaces\)$/, "", name)) {
        for (i = 1; i <= parts[name]; i++)
            line[at[name, i]] = "@defn " name " (superseded " ++gone ")"
        parts[name] = 0
        line[NR] = "@defn " name
    }
    at[name, ++parts[name]] = NR
}

END {
    for (i = 1; i <= NR; i++)
        print line[i]
}
