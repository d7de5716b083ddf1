# style.gp: what every plot of the book shares. draw.sh sets `out`, `height`
# (cm; a line `#! height 8` in the plot's file) and a variable for each run.
# Lines differ by dash and point as well as by colour: grey paper is enough.
set terminal pdfcairo color dashlength 1.6 size 12.2cm,height*1cm \
    font "TeX Gyre Pagella,9" fontscale 0.8
set output out
set encoding utf8
set datafile commentschars "#"
set style data linespoints

set border 3 linewidth 0.7 linecolor rgb "#4a4a4a"
set tics nomirror out scale 0.6 textcolor rgb "#111111"
set grid linecolor rgb "#d5d5d5" linewidth 0.5 dashtype solid
set key left top reverse Left opaque samplen 3.5 spacing 1.15
set rmargin 3

set linetype 1 linecolor rgb "#1f4670" linewidth 1.8 dashtype solid \
    pointtype 7 pointsize 0.45
set linetype 2 linecolor rgb "#b0431f" linewidth 1.8 dashtype (7,3) \
    pointtype 5 pointsize 0.45
set linetype 3 linecolor rgb "#38691f" linewidth 1.8 dashtype (2,3) \
    pointtype 9 pointsize 0.55
set linetype 4 linecolor rgb "#5b3a86" linewidth 1.8 dashtype (9,3,2,3) \
    pointtype 13 pointsize 0.6
set linetype 5 linecolor rgb "#7a6a00" linewidth 1.8 dashtype (4,2) \
    pointtype 6 pointsize 0.5
set linetype 6 linecolor rgb "#555555" linewidth 1.2 dashtype solid \
    pointtype 4 pointsize 0.5
set linetype cycle 6
