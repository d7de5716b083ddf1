#! height 6
#! run stage=bump cmd="xzcat $TRACES/gitlog.tr.xz | ./play --plot 100" as=bump
#! run stage=free-list cmd="xzcat $TRACES/gitlog.tr.xz | ./play --plot 100" as=first
#! run stage=free-list cmd="xzcat $TRACES/gitlog.tr.xz | ./fits best --plot 100" as=best
# What three heaps hold for the same program, and what of it is alive.
set xlabel "thousands of events"
set ylabel "MB" offset 1.5
set xrange [0:11.5]
set yrange [0:30]
set key top left
plot bump using ($1/1e3):($3/1e6) with lines title "held: bump", \
     first using ($1/1e3):($3/1e6) with lines title "held: first fit", \
     best using ($1/1e3):($3/1e6) every ::0::110 with lines title "held: best fit", \
     first using ($1/1e3):($2/1e6) with lines title "alive"
