# Splits a case into the files of a small book: `== path` starts each.
/^== / { out = to "/" $2; next }
{ print > out }
