#! height 5.6
# Pairs in a microsecond, all threads together; see threads/throughput.sh.
set xlabel "threads"
set ylabel "pairs in a microsecond"
set logscale x 2
set xrange [0.9:9]
set yrange [0:*]
set xtics (1, 2, 4, 8)
set key top left
plot "figures/data/threads-throughput.tsv" using 1:3 with linespoints \
       linetype 2 title "libc", \
     "" using 1:2 with linespoints linetype 1 title "one lock"
