#!/bin/bash
# record.sh - makes the recordings in this folder: boots Debian's kernel in
# qemu, an emulated machine, and has it run what the book asks for with
# needs=zero-page. Run from the project's root, after `make tangle`.
# figures/data/README.md names the packages that it takes. The kernel is
# fetched from Debian and not installed.
set -euo pipefail
need=zero-page
here=figures/data/$need
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# the kernel's package, and what it boots
package=$(apt-cache depends linux-image-cloud-amd64 |
    awk '/Depends:/ { print $2 }')
(cd "$dir" &&
    apt-get -qq -o APT::Sandbox::User=root download "$package" &&
    dpkg -x ./*.deb kernel)

# a disk of memory: busybox, the programs, and a script that runs them all
root=$dir/root
mkdir -p "$root/bin" "$root/proc" "$root/dev"
cp /bin/busybox "$root/bin"
ln -s busybox "$root/bin/sh"
cat >"$root/init" <<'END'
#!/bin/sh
busybox mount -t proc proc /proc
busybox mount -t devtmpfs dev /dev
sh /runs >/dev/ttyS1 2>&1
busybox poweroff -f
END
chmod +x "$root/init"
echo 'busybox sed "s/^/version /" /proc/version' >"$root/runs"
while IFS=$'\t' read -r stage slug cmd; do
    [ -d "$root/$stage" ] || cp -r "tangle/$stage" "$root"
    program=${cmd%% *}
    make -s -C "$root/$stage" CC='cc -static' "${program#./}"
    echo "cd /$stage; ($cmd) 2>&1 | busybox sed 's|^|$stage/$slug |'"
done < <(awk -F '\t' -v need=$need 'BEGIN { OFS = FS }
    $1 == "run" && $7 == need { print $2, $3, $6 }' build/requests.tsv) \
    >>"$root/runs"
(cd "$root" && find . | cpio -o -H newc -R 0:0 --quiet | gzip) >"$dir/initrd"

# the first serial line is the console, the second what the script prints
timeout 300 qemu-system-x86_64 -accel tcg -m 512 -nographic -no-reboot \
    -monitor none -kernel "$dir"/kernel/boot/vmlinuz-* \
    -initrd "$dir/initrd" -append 'console=ttyS0 quiet' \
    -serial "file:$dir/console" -serial "file:$dir/said" </dev/null
tr -d '\r' <"$dir/said" >"$dir/lines"
grep -q '^version Linux' "$dir/lines" || {
    tail -n 20 "$dir/console" >&2
    echo "$0: the kernel ran nothing" >&2
    exit 1
}

# each line begins with the recording that it belongs to
rm -rf "$here"/*/
while read -r name; do
    mkdir -p "$here/${name%/*}"
    sed -n "s|^$name ||p" "$dir/lines" >"$here/$name.run"
    echo "$here/$name.run"
done < <(awk '!/^version / && !seen[$1]++ { print $1 }' "$dir/lines")
. /etc/os-release
version=$(sed -n 's/^version //p' "$dir/lines")
release=${version#Linux version }
{
    echo "Linux $(cut -d. -f1,2 <<<"$release") (Debian $VERSION_ID)"
    echo "$version"
} >"$here/machine"
cat "$here/machine"
