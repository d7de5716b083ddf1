# scn.awk: tangled from book/02-contract.nw and book/08-threads.nw; edit those, not this.
# scn.awk - turns a scenario, C with one statement a line, into C.
#     a = malloc(24);      // a note, shown with the picture
#     //! figure first     the state so far is a figure of that name
#     //? where is b?      a question to ask before the next statement
# Variables are single lower-case words, arrays have 64 elements.

function quoted(s) {
    gsub(/\\/, "\\\\", s)
    gsub(/"/, "\\\"", s)
    return "\"" s "\""
}

function trimmed(s) {
    sub(/^[ \t]+/, "", s)
    sub(/[ \t]+$/, "", s)
    return s
}

function complain(what) {
    print FILENAME ":" FNR ": " what > "/dev/stderr"
    failed = 1
    exit 1
}

# Declares every variable that the statement assigns to.
function declare(s,    v) {
    while (match(s, /[a-z]+(\[[^]]*\])? = /)) {
        v = substr(s, RSTART, RLENGTH - 3)
        s = substr(s, RSTART + RLENGTH)
        if (v == "i")
            continue
        if (sub(/\[.*/, "", v))
            array[v] = 1
        else if (!(v in array))
            plain[v] = 1
    }
}

# Turns calls of the malloc family into calls that are noted.
function noted(s,    out, v) {
    while (match(s, /[a-z]+(\[[^]]*\])? = ((m|c|re)alloc|memalign)\(/)) {
        v = substr(s, RSTART, RLENGTH)
        sub(/ = .*/, "", v)
        out = out substr(s, 1, RSTART - 1) "assigned(&" v "), "
        out = out substr(s, RSTART, RLENGTH)
        s = substr(s, RSTART + RLENGTH)
    }
    s = out s
    gsub(/(malloc|calloc|realloc|memalign|free)\(/, "asked_&", s)
    return s
}

# The thread that runs a statement, and what it runs.
function thread_of(code) {
    return code ~ /^[0-9]+:/ ? code + 0 : 1
}

function without_thread(code) {
    sub(/^[0-9]+:[ \t]*/, "", code)
    return code
}

/^[ \t]*\/\/! figure / {
    if (n == 0)
        complain("a figure before any statement")
    figure[n] = $3
    next
}

/^[ \t]*\/\/\?/ {
    sub(/^[ \t]*\/\/\?[ \t]*/, "")
    pending = $0
    next
}

/^[ \t]*(\/\/.*)?$/ { next }

{
    code = $0
    note = ""
    if (match(code, /\/\//)) {
        note = trimmed(substr(code, RSTART + 2))
        code = substr(code, 1, RSTART - 1)
    }
    code = trimmed(code)
    if (code !~ /[;}]$/)
        complain("not a statement: " code)
    declare(code)
    n++
    codes[n] = code
    notes[n] = note
    lines[n] = FNR
    questions[n] = pending
    pending = ""
}

END {
    if (failed)
        exit 1
    print "#include <string.h>"
    print "#include \"os_test.h\""
    print "#include \"scenario.h\""
    print "#define SHOW(...) show(&(const struct statement){ __VA_ARGS__ })"
    for (v in plain) print "static char *" v ";"
    for (v in array) print "static char *" v "[64];"
    print "#include \"turns.h\""
    for (k = 1; k <= n; k++)
        if (without_thread(codes[k]) != "end;")
            print "static void step_" k "(void)\n{\n    int i = 0;\n" \
                  "    (void)i;\n    " noted(without_thread(codes[k])) "\n}"
    print "void scenario(void)\n{"
    for (v in plain) print "    name_variable(" quoted(v) ", &" v ");"
    for (v in array)
        print "    for (unsigned i = 0; i < 64; i++)" \
              " name_element(" quoted(v) ", i, &" v "[i]);"
    print "    int i = 0;\n    (void)i;"
    for (k = 1; k <= n; k++) {
        step = without_thread(codes[k]) == "end;" ? "NULL" : "step_" k
        print "    on_thread(" thread_of(codes[k]) ", " step ");"
        print "    SHOW(" lines[k] ", " quoted(codes[k]) ", " \
              quoted(notes[k]) ", " quoted(figure[k]) ", " \
              quoted(questions[k]) ");"
    }
    print "}"
}
