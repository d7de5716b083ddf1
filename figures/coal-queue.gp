#! height 5.6
#! run stage=coal cmd="./queue" as=queue
# Chunks that one free passes, over the length of the list.
set logscale xy
set format xy "%'.0f"
set xlabel "chunks on the list"
set ylabel "steps of one free"
set xrange [2:100000]
set key top left
plot queue using 1:2 with points title "measured", \
     x / 2 with lines linetype 2 title "half of the list"
