# bash - a script of its own: arrays, expansions, functions, subshells, traps.
# Packages: bash
# Seen: bash
. "${0%/*}/common.bash"
run bash -c '
    declare -A seen
    for i in {1..4000}; do
        seen["k$((i * 7919 % 503))"]+="$i "
        list+=("${i//[13579]/odd}")
    done
    for k in "${!seen[@]}"; do echo "$k ${#seen[$k]}"; done | sort
    echo "${list[@]: -40}"
    text=$(printf "%s," "${list[@]}")
    echo "${#text} ${text:1000:60} ${text##*odd,}"
    f() { local n=$1; ((n < 2)) && echo 1 || echo $(($(f $((n - 1))) + n)); }
    f 30
    trap "echo bye" EXIT
    read -r a b <<< "one two three"
    echo "$b" | { read -r line; echo "${line^^}"; }
    exit 9
' || echo "status $?"
