#!/bin/bash
# Fills small disks for real, under the program's own folder, under the map's, and under both, while a window is open:
# the window goes on, a save that fails leaves the old file whole and nothing beside it, what was edited can be saved
# elsewhere, and on the same disk once there is room. Pictures of what the window says stay in PICTURES.
# Usage: tests/fill_disk.sh PROGRAM [PICTURES]
set -u
program=$(realpath "${1:-target/release/lienket}")
pictures=${2:+$(realpath "$2")}
for tool in Xvfb xdotool unshare; do
    command -v $tool > /dev/null || { echo "skipped: $tool is not there"; exit 0; }
done
[ -x "$program" ] || { echo "skipped: $program is not there"; exit 0; }
if [ -z "${OWN_MOUNTS:-}" ]; then
    for own in "unshare --mount" "unshare --map-root-user --mount"; do
        $own mount -t tmpfs tmpfs /mnt 2> /dev/null && OWN_MOUNTS=1 exec $own "$0" "$program" ${pictures:+"$pictures"}
    done
    echo "skipped: nobody may mount a disk here, neither as root nor in a namespace of users"
    exit 0
fi
cd "$(dirname "$0")/.."
work=$(mktemp -d)
Xvfb -displayfd 3 -screen 0 1280x720x24 3> "$work/display" > /dev/null 2>&1 &
screen=$!
trap 'kill $screen 2> /dev/null; umount "$work"/*/* 2> /dev/null; rm -rf "$work"' EXIT
until [ -s "$work/display" ]; do sleep 0.1; done
export DISPLAY=:$(cat "$work/display") LIBGL_ALWAYS_SOFTWARE=1
failures=0

fail() { echo "$case: $*"; failures=$((failures + 1)); }
picture() { [ -z "$pictures" ] || import -window root "$pictures/$case-$1.png"; }
enter() {
    xdotool key ctrl+Return
    sleep 0.7
    xdotool type --delay 20 "$1 > Buyer of $1"
    xdotool key Return
    sleep 0.7
}
has() { grep -q "\"$2\"" "$1"; }
fill() { dd if=/dev/zero of="$1/filler" bs=4k 2> /dev/null; dd if=/dev/zero of="$1/filler.end" bs=1 count=4096 2> /dev/null; }
left() { find "$HOME" -name '.lienket-*.tmp'; }

for case in state map both; do
    export HOME=$work/$case
    export XDG_STATE_HOME=$HOME/state XDG_CONFIG_HOME=$HOME/config
    mkdir -p "$HOME/state" "$HOME/map" "$HOME/elsewhere"
    full=()
    case $case in
        state) full=("$HOME/state") ;;
        map) full=("$HOME/map") ;;
        both) full=("$HOME/state" "$HOME/map") ;;
    esac
    for disk in "${full[@]}"; do mount -t tmpfs -o size=1m tmpfs "$disk"; done
    map=$HOME/map/map.lienket
    cp saves/mango-mekong-2015.lienket "$map"
    cp "$map" "$HOME/before.lienket"
    # Without the system's dialogs paths are asked for in the window.
    PATH= DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere RUST_LOG=warn "$program" --lang en "$map" 2> "$HOME/log" &
    pid=$!
    window=$(timeout 20 xdotool search --sync --onlyvisible --name Lienket | head -1)
    xdotool windowfocus --sync "$window" 2> /dev/null
    sleep 1
    enter Early
    for disk in "${full[@]}"; do fill "$disk"; done
    enter Late
    if [ $case != map ]; then
        # Where the last block of the journal has room, it takes some more edits.
        for ((more = 0; more < 20; more++)); do
            grep -q "edits are not kept" "$HOME/log" && break
            enter Later$more
        done
        [ $more -lt 20 ] || fail "that edits are not kept was not noticed"
    fi
    picture edited
    xdotool key ctrl+s
    sleep 2
    picture saved
    kill -0 $pid 2> /dev/null || fail "the window has ended"
    if [ $case = state ]; then
        has "$map" Late || fail "the map is not saved, though its disk has room"
    else
        cmp -s "$map" "$HOME/before.lienket" || fail "the old file is not whole"
        xdotool key Escape
        sleep 0.5
        xdotool key ctrl+shift+s
        sleep 1
        xdotool key ctrl+a
        xdotool type --delay 20 "$HOME/elsewhere/copy.lienket"
        xdotool key Return
        sleep 2
        picture elsewhere
        for name in Early Late; do
            has "$HOME/elsewhere/copy.lienket" $name 2> /dev/null || fail "$name was not saved elsewhere"
        done
        cmp -s "$map" "$HOME/before.lienket" || fail "the old file is not whole after saving elsewhere"
    fi
    [ -z "$(left)" ] || fail "left behind: $(left)"
    for disk in "${full[@]}"; do rm -f "$disk"/filler*; done
    enter Last
    sleep 6
    kill -9 $pid
    wait $pid 2> /dev/null
    name=$("$program" recover --format json | sed -n 's/.*\([0-9a-f]\{16\}-[0-9a-f]\{16\}\).*/\1/p' | head -1)
    "$program" recover --journal "$name" -o "$HOME/recovered.lienket" > /dev/null 2>&1
    for entered in Early Late Last; do
        has "$HOME/recovered.lienket" $entered 2> /dev/null || fail "$entered is not in the journal, though there is room again"
    done
    for disk in "${full[@]}"; do umount "$disk"; done
done
[ $failures -eq 0 ] && echo "3 disks were filled: no file is damaged, no edit lost, nothing left behind"
exit $((failures > 0))
