#! height 6.4
#! run stage=fastbin cmd="sh limits.sh 0" as=bare
#! run stage=fastbin cmd="sh limits.sh 7" as=cached
# Cuts and merges for a hundred events, over max_fast; without a cache and
# behind one. Columns: the limit, then the traces in order of their names;
# the key has them as they lie on the right, from the top.
set multiplot layout 1,2
set tmargin at screen 0.88
set bmargin at screen 0.22
set lmargin at screen 0.07
set rmargin at screen 0.41
set xlabel "max\\_fast, bytes"
set xrange [8:184]
set yrange [0:105]
set ytics 20
set xtics (16,48,80,128,176)
set arrow from 128,0 to 128,105 nohead dashtype 3
set key off
set title "no cache" offset 0,-0.6
plot for [i=2:7] bare using 1:i with linespoints linetype i-1 notitle
set lmargin at screen 0.45
set rmargin at screen 0.79
set format y ""
set key left at screen 0.80, graph 0.95 samplen 2.8
set title "a cache of 7" offset 0,-0.6
array C[6] = [6, 5, 4, 2, 7, 3]
array T[6] = ["python", "perl", "git log", "cc1 -O0", "sqlite", "gawk"]
plot for [i=1:6] cached using 1:C[i] with linespoints linetype C[i]-1 \
         title T[i]
unset multiplot
