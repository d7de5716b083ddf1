#! height 6.4
#! run stage=tcache cmd="sh depths.sh" as=depths
# What the cache takes, over the depth of its stacks. Columns: depth, then
# the traces in the order of their names; the key has them as they end.
set xlabel "depth of a stack"
set ylabel "served by the cache, percent"
set xrange [0:32]
set yrange [0:100]
set xtics (0,1,3,7,16,32)
set rmargin 17
set tmargin 2
set key left at graph 1.03, graph 0.99
set arrow from 7,0 to 7,100 nohead dashtype 3
set arrow from 16,0 to 16,100 nohead dashtype 3
set label "2.36" at 7,104 center
set label "2.43" at 16,104 center
plot for [i in "7 3 2 4 5 6"] depths using 1:(column(int(i))) \
    with linespoints title columnheader(int(i))
