#!/bin/sh
# Fuzzes every target, or those named: sh Tests/Fuzz/run.sh [TARGET…]
#
# FUZZ_SECONDS  seconds for each target and build (60)
# FUZZ_BUILDS   release finds traps and broken properties fast; asan finds bad memory accesses, slower
#
# Inputs worth keeping gather in .build-fuzz/corpus; what breaks is left in .build-fuzz/found.
set -eu
cd "$(dirname "$0")/../.."
seconds=${FUZZ_SECONDS:-60}
builds=${FUZZ_BUILDS:-release asan}
[ $# -gt 0 ] || set -- engine context lexicon reader-auto reader-csv reader-fhir reader-hl7 reader-jsonl reader-omop reader-text
# Swift's own crash report would come before libFuzzer's.
export CALX_FUZZ=build SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
work=$PWD/.build-fuzz
mkdir -p "$work/found"

seed() { # seed TARGET: the corpus of a target begins with the fixtures
  corpus=$work/corpus/$1
  mkdir -p "$corpus"
  case $1 in
  engine) cp Fixtures/reports/*.txt "$corpus" ;;
  context) # a phrase, a line feed, its sentence
    awk -F '\t' -v to="$corpus" 'NR > 1 { print $2 "\n" $3 > (to "/seed" NR); close(to "/seed" NR) }' Fixtures/context/context.tsv ;;
  lexicon) # a byte for the table, then some of its lines
    i=0
    for f in $(find Lexicons -name '*.tsv' | LC_ALL=C sort); do
      { printf "\\$(printf %o $i)"; head -n 6 "$f"; } >"$corpus/seed$i"
      i=$((i + 1))
    done ;;
  reader-*)
    format=${1#reader-}
    case $format in auto) kinds='csv|fhir|hl7' ;; omop) kinds=csv ;; *) kinds=$format ;; esac
    for f in $(find Fixtures/formats -type f -size -6k | grep -E "/($kinds)/"); do
      cp "$f" "$corpus"
    done
    case $format in auto | jsonl)
      for f in ct-chest-01 us-renal-02; do
        printf '{"id":"%s","text":"%s","exam":[1,{"a":null}]}\n' $f "$(tr -d '"\\' <Fixtures/reports/$f.txt | tr '\n' ' ')" |
          tee "$corpus/$f.jsonl" | gzip >"$corpus/$f.jsonl.gz"
        if command -v zstd >/dev/null; then zstd -qfc "$corpus/$f.jsonl" >"$corpus/$f.jsonl.zst"; fi
      done ;;
    esac
    cp Fixtures/reports/ct-chest-01.txt "$corpus" ;;
  esac
}

# Words of the lexicons: bytes alone seldom make a calculus.
cut -f 1- Lexicons/en/*.tsv | tr '\t|' '\n\n' | sed -E 's/^ +| +$//g' | grep -E '^[a-z][a-z -]{2,24}$' | LC_ALL=C sort -u |
  sed 's/.*/"&"/' >"$work/words.dict"

for build in $builds; do
  case $build in
  release) swift build -c release --product Fuzz --sanitize fuzzer -Xswiftc -enable-testing --scratch-path "$work/release" ;;
  asan) swift build -c debug --product Fuzz --sanitize fuzzer --sanitize address --scratch-path "$work/asan" ;;
  *) echo "no build $build" >&2; exit 64 ;;
  esac
done
status=0
for target in "$@"; do
  seed "$target"
  case $target in engine | context | lexicon) dictionary=-dict=$work/words.dict ;; *) dictionary= ;; esac
  for build in $builds; do
    case $build in release) program=$work/release/release/Fuzz ;; asan) program=$work/asan/debug/Fuzz ;; esac
    log=$work/$target.$build.log
    CALX_FUZZ=$target "$program" "$work/corpus/$target" $dictionary -max_len=900 -len_control=20 -timeout=20 -rss_limit_mb=4096 \
      -max_total_time="$seconds" -artifact_prefix="$work/found/$target-" -print_final_stats=1 >"$log" 2>&1 || status=1
    echo "$target ($build): $(sed -n 's/stat::number_of_executed_units: *//p' "$log") executions, $(grep -oE 'cov: [0-9]+' "$log" | tail -n 1)"
    grep -E 'Fatal error|ERROR: |Test unit written' "$log" || true
  done
done
exit $status
