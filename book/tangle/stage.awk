# stage.awk: noweb filter for (replaces) and for answers to exercises.
#
#   notangle -filter 'awk -f book/tangle/stage.awk' \
#       -Rmalloc.c book/0[0-4]*.nw
#   notangle -filter 'awk -v answer=4.2 -f book/tangle/stage.awk' \
#       -Rmalloc.c book/0[0-4]*.nw book/answers/04-bump.nw
#
# A definition <<name (replaces)>>= supersedes every earlier definition of
# <<name>>.  What is superseded is renamed, not deleted: noweb counts lines
# while it reads, and so the line numbers of what follows stay true.
#
# With an answer's number, <<name (answer 4.2)>>= supersedes as well, and
# continues where it comes again; <<name (answer 4.2, adds)>>= continues
# what the chapters say.  Parts of other answers stay as they are, unused.

BEGIN { own = answer == "" ? "" : " (answer " answer }

{ line[NR] = $0 }

function supersede(name,    i) {
    for (i = 1; i <= parts[name]; i++)
        line[at[name, i]] = "@defn " name " (superseded " ++gone ")"
    parts[name] = 0
}

# Takes `ending` off the name, if it has it.
function cut(ending,    n) {
    n = length(name) - length(ending)
    if (own == "" || n < 1 || substr(name, n + 1) != ending)
        return 0
    name = substr(name, 1, n)
    return 1
}

/^@defn / {
    name = substr($0, 7)
    if (sub(/ \(replaces\)$/, "", name))
        supersede(name)
    else if (cut(own ")") && !mine[name]++)
        supersede(name)
    else
        cut(own ", adds)")
    line[NR] = "@defn " name
    at[name, ++parts[name]] = NR
}

END {
    for (i = 1; i <= NR; i++)
        print line[i]
}
