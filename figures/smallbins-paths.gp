#! height 6.8
#! run stage=smallbins cmd="sh paths.sh 0" as=bare
#! run stage=smallbins cmd="sh paths.sh 7" as=cached
# Where requests are served that get to the arena, in percent. Columns: the
# trace, fast bin, right bin, what was left, larger bin, large, top.
set multiplot layout 1,2
set tmargin at screen 0.90
set bmargin at screen 0.20
set lmargin at screen 0.07
set rmargin at screen 0.40
set style data histograms
set style histogram rowstacked
set boxwidth 0.75
set style fill pattern border linecolor rgb "#111111"
set yrange [0:100]
set ytics 20
set xtics rotate by 40 right
set key off
set grid back
set title "no cache" offset 0,-0.6
array T[6] = ["fast bin", "right bin", "what was left", "larger bin", \
              "large", "top"]
array P[6] = [3, 2, 5, 4, 0, 1]
array C[6] = [1, 2, 3, 4, 5, 6]
plot for [i=1:6] bare using (column(i+1)):xtic(1) linetype C[i] \
         dashtype solid linewidth 0.6 fillstyle pattern P[i] notitle
set lmargin at screen 0.44
set rmargin at screen 0.77
set format y ""
set key left at screen 0.78, graph 0.95 samplen 1.6 invert
set title "a cache of 7" offset 0,-0.6
plot for [i=1:6] cached using (column(i+1)):xtic(1) linetype C[i] \
         dashtype solid linewidth 0.6 fillstyle pattern P[i] title T[i]
unset multiplot
