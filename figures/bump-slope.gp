#! height 6
#! run stage=bump cmd="xzcat $TRACES/perl.tr.xz | ./play --plot 500" as=perl
#! run stage=bump cmd="xzcat $TRACES/gitlog.tr.xz | ./play --plot 100" as=git
# What is alive and what is held, over the events of two traces.
set multiplot layout 1,2
set format y "%.0f"
set xlabel "thousands of events"
set ylabel "MB" offset 1.5
set key top left
set yrange [0:4.5]
set title "perl"
plot perl using ($1/1e3):($3/1e6) with lines title "held", \
     perl using ($1/1e3):($2/1e6) with lines title "alive"
set yrange [0:30]
set title "git log"
unset ylabel
plot git using ($1/1e3):($3/1e6) with lines title "held", \
     git using ($1/1e3):($2/1e6) with lines title "alive"
unset multiplot
