# mk.awk - requests -> make rules. See mk.sh for the inputs, in order.
#
# A request line is
#     kind TAB stage TAB slug TAB rc TAB file:line TAB cmd TAB need
# Every fact of a stage depends on that stage's tests.tsv, which exists
# only while the stage is green, and tests.tsv depends on the stage's
# tangled files. Nothing depends on build/lines: an edit of prose moves
# line numbers there and must not run anything again.

BEGIN {
    FS = OFS = "\t"
    facts = "build/facts/"
    figures = "build/figures/"
    runner = "book/facts/facts.sh"
}

# --- the chapters' headers: which stage follows which -----------------
FILENAME ~ /\.nw$/ {
    if (FNR == 1 && $0 != "---" || FNR > 1 && $0 == "---")
        nextfile
    if ($0 ~ /^stage:/) {
        name = $0
        gsub(/^stage:[ \t]*|[ \t]*(#.*)?$/, "", name)
        previous[name] = last
        last = name
        page = FILENAME
        gsub(/.*\/|\.nw$/, "", page)
        page_of[++stages] = page
        stage_of[stages] = name
    }
    next
}

FILENAME ~ /roots\.tsv$/ {
    name = $2
    sub(/.*\//, "", name)
    tangled[$1] = tangled[$1] " tangle/" $1 "/" name
    if ($5 != "")                       # an answer: laid over folder $5
        previous[$1] = $5
    next
}

FILENAME ~ /requests\.tsv$/ {
    kind = $1; stage = $2; slug = $3; rc = $4; where = $5; cmd = $6; need = $7
    if (stage != "-" && !(stage in tangled)) {
        complain(where, "there is no stage \"" stage "\"")
        next
    }
    in_requests = 1
    if (stage != "-")
        ask_stage(stage)
    in_requests = 0
    if (kind == "run")
        ask_run()
    else if (kind == "figure" && stage == "-")
        drawing[++drawings] = cmd FS slug FS where
    else if (kind == "figure")
        ask_scene()
    else if (kind != "tests")
        complain(where, "unknown request \"" kind "\"")
    next
}

FILENAME ~ /pages\.tsv$/ {
    needs[++needed] = $1 FS $2 FS FNR
}

END {
    for (i = 1; i <= stages; i++)
        ask_chapter(page_of[i], stage_of[i])
    if (bad)
        exit 1
    for (i = 1; i <= drawings; i++)
        ask_drawing(drawing[i])
    for (i = 1; i <= needed; i++)
        page_needs(needs[i])
    if (bad)
        exit 1
    print "# Made by book/facts/mk.sh from build/requests.tsv."
    print "RENDER := figures/render.js $(wildcard figures/render/*.js)"
    print "FACTS :=" facts_made
    print ".PHONY: facts"
    print "facts: $(FACTS)"
    printf "%s", rules
    for (path in known)
        print "#made", path
}

function complain(where, what)
{
    print where ": error: " what >"/dev/stderr"
    bad = 1
}

function make(targets, sources, recipe,    n, i, each)
{
    n = split(targets, each, " ")
    for (i = 1; i <= n; i++)
        known[each[i]]
    facts_made = facts_made " " targets
    rules = rules targets (n > 1 ? " &: " : ": ") sources "\n" \
            "\t@" recipe "\n"
}

# A chapter's page shows the state of its own stage, asked or not.
function ask_chapter(page, stage,    dir)
{
    if (!(stage in tangled))
        return
    ask_stage(stage)
    dir = facts stage
    rules = rules "build/html/" page ".html: " dir "/tests.tsv " dir \
            "/counts.tsv " dir "/diff.txt\n"
}

# tests.tsv, counts.tsv and diff.txt come with every stage somebody names.
function ask_stage(stage,    dir, before)
{
    if (stage in asked)
        return
    asked[stage]
    dir = facts stage
    if (!in_requests)                   # mk.sh has made those folders
        system("mkdir -p " dir)
    before = previous[stage] == "" ? "-" : previous[stage]
    make(dir "/tests.tsv", runner " book/facts/red.awk" tangled[stage],
         runner " tests " stage)
    make(dir "/diff.txt", dir "/tests.tsv book/facts/diff.sh" \
         tangled[stage] tangled[before],
         "book/facts/diff.sh " before " " stage)
    make(dir "/counts.tsv", dir "/tests.tsv " dir "/diff.txt " \
         "book/facts/counts.awk" tangled[stage], runner " counts " stage)
}

# The .ask file holds what was asked, without the place that asks: it is
# younger than the fact only when the command, its status or what it needs
# changed. With a need there may be a recording, and SLUG.from beside the fact.
function ask_run(    base, rest, also, file)
{
    base = facts stage "/" slug
    if (base in status) {
        if (status[base] != rc)
            complain(where, "\"" cmd "\" is expected to end with status " \
                     rc " here and " status[base] " in " place[base])
        return
    }
    status[base] = rc
    place[base] = where
    run_of[stage, cmd] = base ".run"
    remember(base ".ask", rc FS need FS cmd)
    if (need != "-") {
        known[base ".from"]
        also = " book/facts/has.sh $(wildcard figures/data/" need "/machine" \
               " figures/data/" need "/" stage "/" slug ".run)"
    }
    # A stage runs three folders below the root: ../../../x is our file.
    rest = cmd
    gsub(/\$TRACES\//, "../../../tests/traces/", rest)
    while (match(rest, /\.\.\/\.\.\/\.\.\/[A-Za-z0-9_.\/-]+/)) {
        file = substr(rest, RSTART + 9, RLENGTH - 9)
        if (file !~ /^build\//)
            also = also " " file
        rest = substr(rest, RSTART + RLENGTH)
    }
    make(base ".run", facts stage "/tests.tsv " base ".ask " runner also,
         runner " run " stage " " slug)
}

function remember(path, text,    old)
{
    known[path]
    if ((getline old <path) > 0 && old == text) {
        close(path)
        return
    }
    close(path)
    print text >path
    close(path)
}

# One run of a scenario gives all its states; each figure shows some.
function ask_scene(    dump, base)
{
    dump = facts stage "/" slug ".heap"
    base = figures slug "-" stage "-" cmd
    if (!(dump in known))
        make(dump, facts stage "/tests.tsv " runner " figures/" slug ".scn",
             runner " dump " stage " " slug)
    if (!(base ".svg" in known))
        make(base ".svg " base ".pdf " base ".alt",
             dump " figures/draw.sh figures/heap.css $(RENDER)",
             "figures/draw.sh scene " stage " " slug " " cmd)
}

# Drawings come last: a plot may use runs that are asked for further down.
function ask_drawing(line,    part, path, base, kind, also, given)
{
    split(line, part, FS)
    path = part[1]
    base = figures part[2]
    kind = path
    sub(/.*\./, "", kind)
    if (kind != "tex" && kind != "gp") {
        complain(part[3], path " is neither .scn, .tex nor .gp")
        return
    }
    if (base ".svg" in known)
        return
    reads(path, part[3])
    also = read_data
    given = read_runs
    sub(/^ /, "", given)
    make(base ".svg " base ".pdf", path " figures/draw.sh figures/style." \
         kind also, "figures/draw.sh " kind " " path \
         (given == "" ? "" : " " given))
}

# What a drawing reads: figures/data/ files, and runs by `#! run` lines.
function reads(path, where,    line, n, status, rest, stage, cmd, as)
{
    read_data = read_runs = ""
    while ((status = (getline line <path)) > 0) {
        n++
        rest = line
        while (match(rest, /figures\/data\/[A-Za-z0-9_.-]+/)) {
            read_data = read_data " " substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
        }
        if (line !~ /^#! run /)
            continue
        stage = option(line, "stage")
        cmd = option(line, "cmd")
        as = option(line, "as")
        if (stage == "" || cmd == "" || as == "")
            complain(path ":" n, "a run needs stage=, cmd=\"\" and as=")
        else if (!((stage, cmd) in run_of))
            complain(path ":" n, "nobody ran \"" cmd "\" in " stage)
        else {
            read_data = read_data " " run_of[stage, cmd]
            read_runs = read_runs " " as "=" run_of[stage, cmd]
        }
    }
    close(path)
    if (status < 0)
        complain(where, "there is no " path)
}

function option(line, name)
{
    if (match(line, "[ \t]" name "=\"[^\"]*\""))
        return substr(line, RSTART + length(name) + 3,
                      RLENGTH - length(name) - 4)
    if (match(line, "[ \t]" name "=[^ \t\"]+"))
        return substr(line, RSTART + length(name) + 2,
                      RLENGTH - length(name) - 2)
    return ""
}

function page_needs(line,    part)
{
    split(line, part, FS)
    if (!(part[2] in known))
        complain("build/pages.tsv:" part[3], part[1] " needs " part[2] \
                 ", which nothing makes")
    else
        rules = rules "build/html/" part[1] ".html: " part[2] "\n"
}
