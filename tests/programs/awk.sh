# awk - associative arrays, fields, strings that grow, regular expressions.
# Packages: gawk (or mawk)
# Seen: awk
. "${0%/*}/common.bash"
seq 1 9000 | run awk '
    { word = sprintf("w%d", ($1 * 7919) % 1301); seen[word]++
      for (i = 1; i <= 3; i++) pair[word, $1 % i]++ }
    END { for (w in seen) print w, seen[w]
          for (p in pair) { split(p, part, SUBSEP)
              print part[1] "/" part[2], pair[p] } }' | sort
seq 1 3000 | run awk '
    { text = text $0 ","; if (length(text) > 9000) text = substr(text, 5000) }
    END { gsub(/[13579]+/, "<&>", text); print text
          n = split(text, piece, /<|>,?/); print n, piece[7], piece[n - 1] }'
run awk 'function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) }
    BEGIN { print f(18); while (("echo a b; echo c" | getline line) > 0)
        print toupper(line); printf "%s %5.2f %x\n", "x", 22 / 7, 48879 }'
