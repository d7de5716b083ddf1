#! height 5.6
#! run stage=coal cmd="make -s --eval 'vpath %.c ../tags' red_tags && sh ../tags/reach.sh" as=coal
#! run stage=tags cmd="sh reach.sh" as=tags
# Pages that one free touches, over the number of free chunks.
set logscale xy
set xtics (4, 16, 64, 256, "1,024" 1024, "4,096" 4096)
set ytics (4, 16, 64, 256, "1,024" 1024)
unset mxtics
unset mytics
set xlabel "free chunks in the heap"
set ylabel "pages touched by one free"
set xrange [3:5500]
set yrange [3:4000]
set key top left
plot coal using 1:2 with linespoints title "coal", \
     tags using 1:2 with linespoints title "tags"
