#! height 5
#! run stage=bump cmd="sh pairs.sh" as=cost
# One malloc(48) and one free, counted three ways. The times are one
# machine's, and committed; the counts are made by the build.
set multiplot layout 1,3
set lmargin 3
set rmargin 1
set style fill solid 0.35
set boxwidth 0.55
set xrange [-0.6:1.6]
set xtics nomirror
unset ytics
unset grid
set border 1
set title "instructions, a pair"
set yrange [0:165]
plot cost every ::1 using 0:2:xtic(1) with boxes linetype 1 notitle, \
     cost every ::1 using 0:2:2 with labels offset 0,0.8 notitle
set title "page faults, 10,000 pairs"
set yrange [0:185]
plot cost every ::1 using 0:3:xtic(1) with boxes linetype 1 notitle, \
     cost every ::1 using 0:3:3 with labels offset 0,0.8 notitle
set title "nanoseconds, a pair"
set yrange [0:39]
times = "figures/data/bump-pairs.tsv"
plot times using 0:2:xtic(1) with boxes linetype 1 notitle, \
     times using 0:2:(sprintf("%.0f", $2)) with labels offset 0,0.8 notitle
unset multiplot
