#!/bin/bash
# The fault suite: `make faults`. Kills, interruptions, read and write errors, a full disk, a closed pipe, clocks and locales.
#
# FAULT_KILLS      runs killed at a random point and resumed (200)
# FAULT_MEGABYTES  size of the input (200)
# CALX             the program (the release build)
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
kills=${FAULT_KILLS:-200}
megabytes=${FAULT_MEGABYTES:-200}
calx=${CALX:-$PWD/.build/release/calx}
work=$(mktemp -d "${TMPDIR:-/tmp}/calx-faults.XXXXXX")
trap 'mountpoint -q "$work/disk" && umount "$work/disk"; rm -rf "$work"' EXIT
failed=0
# A shell in the background hands down that SIGINT is ignored, and calx keeps to it.
start=(env --default-signal=INT)
"${start[@]}" true 2>/dev/null || start=()

check() { # check NAME COMMAND…: the command holds
  local name=$1
  shift
  if "$@"; then echo "ok      $name"; else
    echo "FAILED  $name"
    failed=1
  fi
}
status_is() { # status_is CODE COMMAND…
  local want=$1
  shift
  "$@" >"$work/stdout" 2>"$work/stderr"
  local got=$?
  [ $got -eq "$want" ] || { echo "exit $got, not $want"; tail -n 3 "$work/stderr"; return 1; }
}
says() { grep -q -- "$1" "$work/stderr" || { echo "no '$1' in:"; cat "$work/stderr"; return 1; }; }

# JSON Lines of the fixture reports until there are so many megabytes. Some lines are broken, and 9 reports of 10 have their
# letters turned by 13 places, so that they hold nothing to find and the run is as fast as most exports.
make_input() { # make_input MEGABYTES FILE
  mkdir -p "$work/turned"
  for f in Fixtures/reports/*.txt; do tr A-Za-z N-ZA-Mn-za-m <"$f" >"$work/turned/${f##*/}"; done
  awk -v limit="$(($1 * 1000000))" '
    BEGIN { RS = "\001" }
    { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, " "); gsub(/\r/, ""); gsub(/\n/, "\\n"); text[NR] = $0 }
    END {
      half = NR / 2
      while (size < limit) {
        for (i = 1; i <= half && size < limit; i++) {
          n++
          body = n % 10 == 0 ? text[i] : text[half + i]
          line = n % 97 == 0 ? "{\"id\":\"" n "\",\"text\":\"cut" : n % 101 == 0 ? "{\"id\":\"" n "\"}" : "{\"id\":\"" n "\",\"text\":\"" body "\"}"
          size += length(line) + 1
          print line
        }
      }
    }' Fixtures/reports/*.txt "$work"/turned/*.txt >"$2"
}

# One run, killed by SIGNAL so many times, resumed each time, until it is whole.
cut_off() { # cut_off SIGNAL TIMES SECONDS: seconds of a whole run
  local resume=() pid i
  rm -f "$work"/out* "$work"/bad*
  for ((i = 0; i < $2; i++)); do
    set -m
    "${start[@]}" "$calx" analyze "$work/in.jsonl" -o "$work/out" --rejects "$work/bad" --jobs 2 --quiet "${resume[@]}" 2>"$work/stderr" &
    pid=$!
    set +m
    sleep "$(awk -v s="$3" -v r="$RANDOM" -v n="$2" 'BEGIN { print s * r / 32767 / n * 1.3 }')"
    kill "-$1" $pid 2>/dev/null
    wait $pid 2>/dev/null
    local got=$?
    case $got in
    0) break ;;
    137 | 130) cuts=$((cuts + 1)) ;;
    *) echo "exit $got"; cat "$work/stderr"; return 1 ;;
    esac
    [ ! -e "$work/out" ] || { echo "the output has its name but is not whole"; return 1; }
    resume=(--resume)
  done
  if [ ! -e "$work/out" ]; then
    "$calx" analyze "$work/in.jsonl" -o "$work/out" --rejects "$work/bad" --jobs 2 --quiet "${resume[@]}" || return 1
  fi
  [ "$(sha256sum <"$work/out")" = "$whole" ] || { echo "the output differs"; return 1; }
  [ "$(sha256sum <"$work/bad")" = "$wholebad" ] || { echo "the rejects differ"; return 1; }
  [ "$(ls "$work" | grep -cE '^(out|bad)\.')" = 0 ] || { echo "left behind: $(ls "$work")"; return 1; }
}

kill_suite() { # kill_suite SIGNAL KILLS
  cuts=0
  local runs=0
  while [ $cuts -lt "$2" ]; do
    runs=$((runs + 1))
    cut_off "$1" $((RANDOM % 30 + 1)) "$seconds" || { echo "in run $runs, after $cuts cuts"; return 1; }
    [ $runs -le $(($2 * 5 + 20)) ] || { echo "the input is too short to be cut: $cuts of $2 in $runs runs"; return 1; }
  done
  echo "        $cuts times SIG$1 in $runs runs, every output identical"
}

make_input "$megabytes" "$work/in.jsonl"
began=$(date +%s.%N)
"$calx" analyze "$work/in.jsonl" -o "$work/out" --rejects "$work/bad" --jobs 1 --quiet || exit 1
seconds=$(awk -v a="$began" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
whole=$(sha256sum <"$work/out")
wholebad=$(sha256sum <"$work/bad")
echo "        $(wc -l <"$work/in.jsonl") records, $(wc -c <"$work/in.jsonl") bytes in, $(wc -c <"$work/out") out, $seconds s"

check "killed at random points and resumed: identical" kill_suite KILL "$kills"
check "interrupted at random points and resumed: identical" kill_suite INT $((kills / 10 + 1))

small=$work/small.jsonl
make_input 1 "$small"
"$calx" analyze "$small" --quiet >"$work/expected" || exit 1
expected=$(sha256sum <"$work/expected")

# Clock and locale say nothing about a report.
for locale in C POSIX C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 ja_JP.eucJP no-such-locale; do
  check "LC_ALL=$locale" test "$(LC_ALL=$locale LANG=$locale "$calx" analyze "$small" --quiet 2>/dev/null | sha256sum)" = "$expected"
done
for zone in UTC America/New_York Asia/Kathmandu no/such/zone; do
  check "TZ=$zone" test "$(TZ=$zone "$calx" analyze "$small" --quiet | sha256sum)" = "$expected"
done
if command -v faketime >/dev/null; then
  for clock in '1970-01-01 00:00:01' '2038-01-20 00:00:00' '2100-02-28 23:59:59'; do
    check "clock $clock" test "$(faketime "$clock" "$calx" analyze "$small" --quiet | sha256sum)" = "$expected"
  done
else
  echo "skipped clocks: no faketime"
fi

# A closed pipe ends the run quietly, a full device with a word.
check "closed pipe" bash -c '"$1" analyze "$2" 2>"$3" | head -n 1 >/dev/null; [ ${PIPESTATUS[0]} -eq 141 ] && [ ! -s "$3" ]' - "$calx" "$small" "$work/stderr"
check "/dev/full" status_is 2 bash -c '"$1" analyze "$2" >/dev/full' - "$calx" "$small"
check "/dev/full says why" says 'No space left on device'
check "/dev/full as -o" status_is 2 "$calx" analyze "$small" -o /dev/full

# A disk that fills up; with room again the run goes on.
mkdir "$work/disk"
if mount -t tmpfs -o size=1m tmpfs "$work/disk" 2>/dev/null; then
  check "full disk" status_is 2 "$calx" analyze "$small" -o "$work/disk/out"
  check "full disk says why" says 'No space left on device'
  check "full disk says how to go on" says '--resume'
  mount -o remount,size=200m "$work/disk"
  check "goes on when there is room" status_is 0 "$calx" analyze "$small" -o "$work/disk/out" --resume
  check "output after a full disk" test "$(sha256sum <"$work/disk/out")" = "$expected"
  umount "$work/disk"
else
  echo "skipped full disk: no right to mount a small tmpfs"
fi

# Reading and syncing fail where the preloaded library says so.
if ! ldd "$calx" >/dev/null 2>&1; then
  echo "skipped read errors: nothing can be preloaded into a static program"
elif command -v cc >/dev/null || command -v clang >/dev/null; then
  $(command -v cc || command -v clang) -shared -fPIC -O1 -o "$work/faults.so" Tests/Faults/faults.c -ldl || exit 1
  lines=$(head -c 400000 "$small" | wc -l)
  check "read error in the middle" status_is 2 env LD_PRELOAD="$work/faults.so" FAULT_READ=400000 "$calx" analyze "$small" -o "$work/eio"
  check "read error says why" says 'Input/output error'
  check "what was read before it is kept" bash -c 'n=$(wc -l <"$1"); [ "$n" -gt $(($2 - 200)) ] && [ "$n" -le "$2" ]' - "$work/eio.part" "$lines"
  check "goes on when it can be read" status_is 0 "$calx" analyze "$small" -o "$work/eio" --resume
  check "output after a read error" test "$(sha256sum <"$work/eio")" = "$expected"
  check "sync error" status_is 2 env LD_PRELOAD="$work/faults.so" FAULT_SYNC=1 "$calx" analyze "$small" -o "$work/sync"
  check "no output that may not be on the disk" test ! -e "$work/sync"
  check "short reads and writes" test "$(LD_PRELOAD=$work/faults.so FAULT_SHORT=777 "$calx" analyze "$small" --quiet | sha256sum)" = "$expected"
else
  echo "skipped read errors: no C compiler"
fi

check "interrupted twice: ends at once" bash -c 'set -m; mkfifo "$2"; sleep 30 >"$2" & "$1" analyze --quiet <"$2" & pid=$!; sleep 0.5; kill -TERM $pid; kill -TERM $pid; wait $pid; got=$?; kill %1; [ $got -eq 143 ]' 2>/dev/null - "$calx" "$work/fifo"
check "missing input" status_is 2 "$calx" analyze "$work/nothing"
check "failed records with --strict" status_is 3 "$calx" analyze "$small" --strict
check "failed records without" status_is 0 "$calx" analyze "$small"
exit $failed
