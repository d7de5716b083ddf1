#! height 6.4
#! run stage=tcache cmd="sh depths.sh" as=depths
# What the cache takes, over the depth of its stacks. Columns: depth, then
# the traces in the order of their names.
set xlabel "depth of a stack"
set ylabel "served by the cache, percent"
set xrange [0:32]
set yrange [0:100]
set xtics (0,1,3,7,16,32)
set rmargin 11
set key at screen 1, graph 0.95
set arrow from 7,0 to 7,100 nohead dashtype 3
set arrow from 16,0 to 16,100 nohead dashtype 3
plot for [i=2:7] depths using 1:i with linespoints title columnheader(i)
