#!/bin/bash
# Kills the window at random moments while chains are entered and the map is saved now and then, and counts edits that
# are neither in its journal nor in its file though they were made a second or more before, files that are neither the
# old nor the new map, and journals that cannot be read. Usage: tests/kill_window.sh PROGRAM [KILLS [WINDOWS_AT_ONCE]]
set -u
program=$(realpath "${1:-target/release/lienket}")
kills=${2:-1000}
at_once=${3:-1}
for tool in Xvfb xdotool; do
    command -v $tool >/dev/null || { echo "skipped: $tool is not there"; exit 0; }
done
[ -x "$program" ] || { echo "skipped: $program is not there"; exit 0; }
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
export LIBGL_ALWAYS_SOFTWARE=1

# Milliseconds since 1970.
now() { date +%s%3N; }
# Whether a map has something of the chain of this number: a window that is late loses the letters typed before its field.
has() { grep -qE "name: ?\"[A-Za-z >]*$2\"" "$1"; }

# Kills so many windows one after another, on a screen of their own; counts in the folder.
kill_windows() {
    local folder=$1 kills=$2 run at time last pid window end killed name
    local edits=0 late=0 lost=0 bad=0 mixed=0 saves=0 unready=0
    mkdir -p "$folder"
    Xvfb -displayfd 3 -screen 0 1280x720x24 3> "$folder/display" > /dev/null 2>&1 &
    trap "kill $! 2>/dev/null" EXIT
    until [ -s "$folder/display" ]; do sleep 0.1; done
    export DISPLAY=:$(cat "$folder/display") HOME=$folder/home
    export XDG_STATE_HOME=$HOME/state XDG_CONFIG_HOME=$HOME/config
    for ((run = 1; run <= kills; run++)); do
        rm -rf "$HOME"
        mkdir -p "$HOME"
        cp saves/mango-mekong-2015.lienket "$HOME/map.lienket"
        "$program" --lang en "$HOME/map.lienket" 2> /dev/null &
        pid=$!
        window=$(timeout 20 xdotool search --sync --onlyvisible --name Lienket | head -1)
        xdotool windowfocus --sync "$window" 2> /dev/null
        end=$(($(now) + 1000 + RANDOM % 2500))
        : > "$folder/entered"
        for ((at = 1; $(now) < end; at++)); do
            xdotool key --window "$window" ctrl+Return
            xdotool type --delay 1 "Farm$at > Buyer$at"
            xdotool key Return
            echo "$(now) $at" >> "$folder/entered"
            # Keys that the window has not taken yet are no edits: it gets time for each.
            sleep 0.2
            if ((RANDOM % 4 == 0)); then
                xdotool key --window "$window" ctrl+s
                saves=$((saves + 1))
                sleep 0.0$((RANDOM % 10))
            fi
        done
        kill -9 $pid
        killed=$(now)
        wait $pid 2> /dev/null
        "$program" check "$HOME/map.lienket" > /dev/null 2>&1
        [ $? -ge 2 ] && mixed=$((mixed + 1))
        "$program" recover --format json --lang en > "$folder/listed" 2> "$folder/unreadable"
        [ -s "$folder/unreadable" ] && bad=$((bad + 1))
        name=$(sed -n 's/.*\([0-9a-f]\{16\}-[0-9a-f]\{16\}\).*/\1/p' "$folder/listed" | head -1)
        cp "$HOME/map.lienket" "$folder/out.lienket"
        if [ -n "$name" ]; then
            rm "$folder/out.lienket"
            "$program" recover --journal "$name" -o "$folder/out.lienket" > /dev/null 2>&1 || bad=$((bad + 1))
        fi
        # A journal is written in order: a chain before one that is there was never taken in, as its keys came to nobody.
        last=0
        while read -r _ at; do
            has "$folder/out.lienket" "$at" && last=$at
        done < "$folder/entered"
        [ $last -eq 0 ] && unready=$((unready + 1))
        while read -r time at; do
            if [ "$at" -gt $last ]; then
                edits=$((edits + 1))
                if [ $((killed - time)) -ge 1000 ]; then lost=$((lost + 1)); else late=$((late + 1)); fi
            elif has "$folder/out.lienket" "$at"; then
                edits=$((edits + 1))
            fi
        done < "$folder/entered"
        echo "$run $edits $saves $lost $late $mixed $bad $unready" > "$folder/counts"
    done
}

for ((worker = 0; worker < at_once; worker++)); do
    (kill_windows "$work/$worker" $(((kills + worker) / at_once))) &
done
wait
cat "$work"/*/counts | awk '
    { for (field = 1; field <= 8; field++) sum[field] += $field }
    END {
        printf "%d kills, %d edits, %d saves: %d edits older than 1 s are lost, %d younger ones; ", sum[1], sum[2], sum[3], sum[4], sum[5]
        printf "%d files are neither old nor new, %d journals cannot be read; %d windows had no edit\n", sum[6], sum[7], sum[8]
        exit sum[4] + sum[6] + sum[7] > 0
    }'
