# vim - edits a file without a screen: macros, :g, :s, undo, a register, sort.
# Packages: vim-tiny (or vim)
# Seen: vim|vim.tiny
. "${0%/*}/common.bash"
vim=$(need vim vim.tiny)
seq 1 3000 > text
run "$vim" -es -u NONE -i NONE -n text <<'VIM'
:g/7$/s/^/seven /
:g/^1/m$
:%s/\v(\d)(\d)$/\2\1/
:1,500y a
:$put a
:100,200j
:undo
:redo
:1000,$sort n
:g/seven/normal Aend
:v/end\|5/d
:wq! changed
VIM
cat changed
run "$vim" -es -u NONE -i NONE -n -c ':cquit 3' || echo "status $?"
