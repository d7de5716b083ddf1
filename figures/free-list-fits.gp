#! height 6.4
#! run stage=free-list cmd="sh fits.sh" as=fits
# Columns: trace, five utilisations, four times probes a request.
set multiplot layout 1,2
set style data histograms
set style histogram clustered gap 1.5
set style fill solid 0.75 border lt -1
set boxwidth 0.9
set xtics rotate by 35 right
set lmargin 5
set yrange [0:100]
set title "utilisation, percent"
unset key
plot fits using 3:xtic(1) every ::1 linetype 1 dashtype 1 title "first", \
     fits using 4 every ::1 linetype 2 dashtype 1 title "next" fillstyle pattern 4, \
     fits using 5 every ::1 linetype 3 dashtype 1 title "best" fillstyle solid 0.25, \
     fits using 6 every ::1 linetype 4 dashtype 1 title "worst" fillstyle pattern 2
set key top right horizontal
set logscale y
set yrange [0.5:300000]
set format y "10^{%L}"
set title "probes a request"
plot fits using 7:xtic(1) every ::1 linetype 1 dashtype 1 title "first", \
     fits using 8 every ::1 linetype 2 dashtype 1 title "next" fillstyle pattern 4, \
     fits using 9 every ::1 linetype 3 dashtype 1 title "best" fillstyle solid 0.25, \
     fits using 10 every ::1 linetype 4 dashtype 1 title "worst" fillstyle pattern 2
unset multiplot
