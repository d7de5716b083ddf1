#! height 6
#! run stage=smallbins cmd="make -s -f Makefile -f ../largebins/stage.mk AT=../largebins looks && sh ../largebins/spread.sh" as=first
#! run stage=largebins cmd="sh spread.sh" as=best
# Chunks that a request looks at in its bin, when a thousand are free whose
# sizes lie between x and twice that.
set logscale xy
set xtics ("1 KiB" 1024, "4 KiB" 4096, "16 KiB" 16384, "64 KiB" 65536, \
           "256 KiB" 262144, "1 MiB" 1048576)
set ytics (1, 10, 100, "1,000" 1000)
unset mxtics
unset mytics
set xlabel "the smallest of the thousand sizes"
set ylabel "chunks looked at"
set xrange [900:1300000]
set yrange [1:2000]
set key bottom right
plot first using 1:3 with linespoints title "smallbins, most", \
     first using 1:2 with linespoints title "smallbins, mean", \
     best using 1:3 with linespoints title "largebins, most", \
     best using 1:2 with linespoints title "largebins, mean"
