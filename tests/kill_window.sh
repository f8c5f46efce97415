#!/bin/bash
# Kills the window at random moments while chains are entered, and counts edits that are not in its journal though they
# were made a second or more before. Usage: tests/kill_window.sh PROGRAM [KILLS]
set -u
program=$(realpath "${1:-target/release/lienket}")
kills=${2:-1000}
for tool in Xvfb xdotool; do
    command -v $tool >/dev/null || { echo "skipped: $tool is not there"; exit 0; }
done
[ -x "$program" ] || { echo "skipped: $program is not there"; exit 0; }
cd "$(dirname "$0")/.."
work=$(mktemp -d)
display=:$((200 + RANDOM % 700))
Xvfb $display -screen 0 1280x720x24 >/dev/null 2>&1 &
screen=$!
trap 'kill $screen 2>/dev/null; rm -rf "$work"' EXIT
export DISPLAY=$display LIBGL_ALWAYS_SOFTWARE=1
sleep 1
# Milliseconds since 1970.
now() { date +%s%3N; }
edits=0 late=0 lost=0 bad=0 unready=0
for ((run = 1; run <= kills; run++)); do
    rm -rf "$work/home"
    mkdir -p "$work/home"
    cp saves/mango-mekong-2015.lienket "$work/home/map.lienket"
    export HOME=$work/home XDG_STATE_HOME=$work/home/state XDG_CONFIG_HOME=$work/home/config
    "$program" --lang en "$work/home/map.lienket" 2>/dev/null &
    pid=$!
    window=$(timeout 20 xdotool search --sync --onlyvisible --name Lienket | head -1)
    xdotool windowfocus --sync "$window" 2>/dev/null
    end=$(($(now) + 1500 + RANDOM % 3000))
    : > "$work/entered"
    for ((at = 1; $(now) < end; at++)); do
        xdotool key --window "$window" ctrl+Return
        xdotool type --delay 1 "Farm$at > Buyer$at"
        xdotool key Return
        echo "$(now) $at" >> "$work/entered"
        # Keys that the window has not taken yet are no edits: it gets time for each.
        sleep 0.3
    done
    kill -9 $pid
    killed=$(now)
    wait $pid 2>/dev/null
    "$program" recover --format json --lang en > "$work/listed" 2>/dev/null
    name=$(sed -n 's/.*\([0-9a-f]\{16\}-[0-9a-f]\{16\}\).*/\1/p' "$work/listed" | head -1)
    rm -f "$work/out.lienket"
    [ -n "$name" ] && "$program" recover --journal "$name" -o "$work/out.lienket" >/dev/null 2>&1
    [ -n "$name" ] && [ ! -f "$work/out.lienket" ] && bad=$((bad + 1))
    [ -f "$work/out.lienket" ] || { unready=$((unready + 1)); cp "$work/home/map.lienket" "$work/out.lienket"; }
    # A journal is written in order: a chain before one that is there was never taken in, as its keys came to nobody.
    last=0
    while read -r _ at; do
        grep -q "\"Farm$at\"" "$work/out.lienket" && last=$at
    done < "$work/entered"
    while read -r time at; do
        edits=$((edits + 1))
        if [ "$at" -gt $last ]; then
            if [ $((killed - time)) -ge 1000 ]; then lost=$((lost + 1)); else late=$((late + 1)); fi
        elif ! grep -q "\"Farm$at\"" "$work/out.lienket"; then
            edits=$((edits - 1))
        fi
    done < "$work/entered"
done
echo "$kills kills, $edits edits: $lost of those older than 1 s are lost, $late younger ones; $bad journals could not be read, $unready windows had none"
[ $lost -eq 0 ] && [ $bad -eq 0 ]
