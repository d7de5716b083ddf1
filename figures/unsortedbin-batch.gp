#! height 6.4
#! run stage=unsortedbin cmd="sh batches.sh" as=steps
# Steps along rings of sizes for each block of a batch. Columns: blocks; at
# once; later, with nothing, another request, the same, the same backwards.
set logscale x
set xrange [45:4500]
set yrange [-0.03:*]
set xlabel "blocks, and sizes"
set ylabel "steps a block"
set xtics (50, 100, 200, 500, 1000, 2000, 4000)
set key left top
plot steps using 1:2 with linespoints title "sorted at once", \
     steps using 1:4 with linespoints title "later, for another request", \
     steps using 1:6 with linespoints title "the same, backwards", \
     steps using 1:5 with linespoints title "the same, in order"
