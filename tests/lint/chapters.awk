# chapters.awk - measures chapters: words, prose against code, chunk sizes,
# the parts every chapter of a stage has. Prints a row a chapter; complaints
# go to stderr and make the exit status 1.
function complain(where, what) {
    print where ": " what >"/dev/stderr"
    bad = 1
}

function end_of_chunk() {
    # A program that is read whole, a root in a folder, may have ten more.
    most = name ~ /^[a-z-]+\/[a-z_]+\.c$/ ? 40 : 30
    if (code && length_now > most && name !~ /^test_|\.h$/ && !excused)
        complain(FILENAME ":" begun, "chunk <<" name ">> has " length_now \
                 " lines; over " most " needs a reason (a paragraph with" \
                 " the word \"long\" before it)")
    if (code && length_now > longest)
        longest = length_now
    code = 0
}

function report() {
    if (file == "")
        return
    if (staged && words < 4000)
        complain(file, words " words, a chapter has 4,000 or more")
    # As many lines of prose as of code is the aim; seven words a line of
    # code is the floor. The contract has the suite and the tools of all
    # later stages to bring. tags takes over the suites of three heaps, and
    # threads brings what makes threads take turns, and unsortedbin a model
    # of the whole heap: six there. arenas has to teach the tools to go from
    # arena to arena. system replaces parts of eight chapters, checks commits
    # a crime for each of its messages, and glibc has all names, replaces what
    # was slow, and brings the player that compares.
    floor = file ~ /15-/ ? 4 : file ~ /16-/ ? 5 : file ~ /17-/ ? 3.1 \
        : file ~ /0[789]-|14-/ ? 6 : 7
    if (staged && words < floor * codes && file !~ /02-contract/)
        complain(file, "too little prose for its code: " words " words, " \
                 codes " lines")
    if (staged && (exercises < 4 || exercises > 9))
        complain(file, exercises " exercises, a chapter has four to eight")
    printf "%-24s %6d words %5.2f prose/code %4d chunks %3d longest" \
           " %2d figures %2d exercises\n", file, words, \
           codes ? prose / codes : 0, chunks, longest, figures, exercises
}

FNR == 1 {
    report()
    file = FILENAME
    words = prose = codes = chunks = longest = figures = exercises = 0
    code = staged = 0
    header = ($0 == "---")
    next
}
header {
    if ($1 == "stage:")
        staged = 1
    if ($0 == "---")
        header = 0
    next
}
/^<<.*>>=[ \t]*$/ {
    end_of_chunk()
    code = 1
    chunks++
    begun = FNR
    length_now = 0
    name = $0
    sub(/^<</, "", name)
    sub(/>>=.*/, "", name)
    excused = (paragraph ~ /[Ll]ong/)
    next
}
/^@([ \t]|$)/ {
    end_of_chunk()
    paragraph = ""
    next
}
code {
    length_now++
    if ($0 !~ /^[ \t]*$/)
        codes++
    next
}
{
    if ($0 ~ /^#+ / && paragraph !~ /(^|\n)$/)
        complain(FILENAME ":" FNR, "a heading wants a blank line before it")
    if ($0 ~ /^[ \t]*$/)
        paragraph = paragraph "\n"
    else {
        prose++
        words += NF
        paragraph = paragraph " " $0
    }
}
/^!\[/ { figures++ }
/^\*\*[0-9]+\.[0-9]+ / { exercises++ }
END {
    end_of_chunk()
    report()
    exit bad
}
