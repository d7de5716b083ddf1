#! height 5.6
#! run stage=free-list cmd="xzcat $TRACES/gitlog.tr.xz | ./play --plot 100" as=gitfree
#! run stage=coal cmd="xzcat $TRACES/gitlog.tr.xz | ./play --plot 100" as=gitcoal
#! run stage=free-list cmd="xzcat $TRACES/cc1-O0.tr.xz | ./play --plot 4000" as=ccfree
#! run stage=coal cmd="xzcat $TRACES/cc1-O0.tr.xz | ./play --plot 4000" as=cccoal
# What is held without and with coalescing, and what is alive.
set multiplot layout 1,2
set lmargin 5
set xlabel "thousands of events"
set key top left
set yrange [0:14]
set ytics 2
set title "git log: megabytes"
plot gitfree using ($1/1e3):($3/1e6) with lines title "held, free-list", \
     gitcoal using ($1/1e3):($3/1e6) with lines title "held, coal", \
     gitcoal using ($1/1e3):($2/1e6) with lines title "alive"
set yrange [0:56]
set ytics 10
set xtics 100
set title "cc1 -O0: megabytes"
plot ccfree using ($1/1e3):($3/1e6) with lines title "held, free-list", \
     cccoal using ($1/1e3):($3/1e6) with lines title "held, coal", \
     cccoal using ($1/1e3):($2/1e6) with lines title "alive"
unset multiplot
