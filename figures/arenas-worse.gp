#! height 5.6
#! run stage=arenas cmd="sh worse.sh" as=worse
# Megabytes that the heap holds, over the number of threads.
set xlabel "threads"
set ylabel "MB held"
set xrange [0.7:8.3]
set yrange [0:70]
set xtics 1
set key top left
plot worse using 1:3 with linespoints title "in turn, an arena each", \
     worse using 1:2 with linespoints title "shared out", \
     worse using 1:4 with linespoints title "in turn, one arena"
