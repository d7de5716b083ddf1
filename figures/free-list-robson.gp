#! height 6
#! run stage=free-list cmd="./robson_fits first lazy" as=lazy
#! run stage=free-list cmd="./robson_fits first" as=ours
#! run stage=free-list cmd="./robson" as=libc
#! run stage=free-list cmd="./robson lazy" as=libclazy
# Heap over M, round by round; each line of a run is "size: ratio".
set datafile separator ":"
set logscale x 2
set xlabel "bytes of a block in this round"
set ylabel "heap, in multiples of M" offset 1.5
set yrange [0:12]
set format x "%.0f"
plot lazy using 1:2 every ::0::10 title "lazy, free-list", \
     ours using 1:2 every ::0::10 title "Robson, free-list", \
     libc using 1:2 title "Robson, libc", \
     libclazy using 1:2 title "lazy, libc"
