#! run stage=pages cmd="./touch --table" as=touch needs=zero-page
# Each of 256 pages is read, then each is written: what has it cost?
set xlabel "pages touched"
set xrange [0:512]
set yrange [0:540]
set xtics 64
set ytics 128
set key left top
set arrow 1 from 256, graph 0 to 256, graph 1 nohead dashtype 2
set label 1 "reads" at 128, graph 0.06 center
set label 2 "writes" at 384, graph 0.06 center
plot touch using 1:2 with lines title "page faults", \
     touch using 1:3 with lines title "resident pages"
