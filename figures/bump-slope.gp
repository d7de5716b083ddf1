#! height 5.6
#! run stage=bump cmd="xzcat $TRACES/perl.tr.xz | ./play --plot 500" as=perl
#! run stage=bump cmd="xzcat $TRACES/gitlog.tr.xz | ./play --plot 100" as=git
# What is alive and what is held, over the events of two traces.
set multiplot layout 1,2
set lmargin 5
set xlabel "thousands of events"
set key bottom right
set yrange [0:5]
set ytics 1
set title "perl: megabytes"
plot perl using ($1/1e3):($3/1e6) with lines title "held", \
     perl using ($1/1e3):($2/1e6) with lines title "alive"
set key top left
set yrange [0:30]
set ytics 5
set title "git log: megabytes"
plot git using ($1/1e3):($3/1e6) with lines title "held", \
     git using ($1/1e3):($2/1e6) with lines title "alive"
unset multiplot
