#! height 6.0
#! run stage=unsortedbin cmd="xzcat $TRACES/python.tr.xz | ./play --plot 50" as=before
#! run stage=system cmd="xzcat $TRACES/python.tr.xz | ./play --plot 50" as=after
# Megabytes held, and live, over the events of the python trace.
set xlabel "events, in thousands"
set ylabel "MB"
set key right bottom
set yrange [0:*]
plot before using ($1/1000):($3/1e6) with lines title "held: unsortedbin", \
     after using ($1/1000):($3/1e6) with lines title "held: system", \
     after using ($1/1000):($2/1e6) with lines title "live"
