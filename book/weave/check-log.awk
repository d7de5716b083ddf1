# check-log.awk: reads TeX's log and fails for what a reader would see:
# boxes more than 2 pt too wide, references without a target, missing
# characters.
#   awk -f book/weave/check-log.awk build/hpoc.log

/^Overfull \\hbox/ {
    pt = $3
    sub(/^\(/, "", pt)
    if (pt + 0 > 2) complain()
}
/Reference .* undefined|reference .* undefined|undefined references/ ||
/multiply defined|Missing character|Label.s. may have changed/ {
    complain()
}

function complain() {
    print "build/hpoc.tex: error: " $0 > "/dev/stderr"
    bad++
}
END { exit bad > 0 }
