#! run stage=contract cmd="sh traces.sh" as=traces
# Peak memory per trace: asked for, and held by the heap.
set style data histograms
set style histogram clustered gap 1.2
set style fill solid border rgb "#333333"
set boxwidth 0.9
set logscale y
set yrange [100:200000]
set ylabel "KiB at the peak"
set ytics (100, 1000, 10000, 100000)
set key left top
plot traces using 4:xtic(1) every ::1 linecolor rgb "#a6bfdd" \
         title "live", \
     traces using 5 every ::1 linecolor rgb "#1f4670" \
         fillstyle pattern 4 title "held"
