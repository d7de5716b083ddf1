#! run stage=chunks cmd="./layout 1-512" as=layout
#! height 6.5
# What a request pays on top of its bytes: with the label alone, and with a
# header of two words that nobody may borrow from.
set xlabel "request, in bytes"
set ylabel "on top, in percent"
set logscale xy
set xrange [1:512]
set yrange [1:4000]
set xtics (1, 2, 4, 8, 16, 24, 40, 64, 128, 256, 512)
set ytics (1, 3, 10, 30, 100, 300, 1000, 3000)
set key right top
header(r) = int((r + 31) / 16) * 16
plot layout every ::1 using 1:(100. * (header($1) - $1) / $1) \
         with lines linetype 2 linewidth 1.2 title "header of 16 bytes", \
     layout every ::1 using 1:(100. * ($2 - $1) / $1) \
         with lines linetype 1 linewidth 1.4 title "label of 8 bytes"
