#! height 6.4
#! run stage=fastbin cmd="sh limits.sh 0" as=bare
#! run stage=fastbin cmd="sh limits.sh 7" as=cached
# Cuts and merges for a hundred events, over max_fast; without a cache and
# behind one. Columns: the limit, then the traces in order of their names.
set multiplot layout 1,2
set lmargin at screen 0.07
set rmargin at screen 0.40
set xlabel "max\\_fast, bytes"
set xrange [16:176]
set yrange [0:110]
set xtics (16,48,80,128,176)
set arrow from 128,0 to 128,110 nohead dashtype 3
set key off
set title "no cache"
plot for [i=2:7] bare using 1:i with linespoints title columnheader(i)
set lmargin at screen 0.47
set rmargin at screen 0.80
set key on left at screen 0.82, graph 0.95
set title "a cache of 7"
plot for [i=2:7] cached using 1:i with linespoints title columnheader(i)
unset multiplot
