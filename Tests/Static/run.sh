#!/bin/sh
# Runs the static program in an empty root that has /proc and nothing else: sh Tests/Static/run.sh PROGRAM
set -eu
program=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
if ldd "$program" >/dev/null 2>&1; then
  echo "$program needs shared libraries:" >&2
  ldd "$program" >&2
  exit 1
fi
if ! unshare --map-root-user --mount --pid --fork true 2>/dev/null; then
  echo "skipped the empty root: no right to make one"
  exit 0
fi
root=$(mktemp -d)
trap 'rm -r "$root"' EXIT
mkdir "$root/proc"
cp "$program" "$root/calx"
report=$here/Fixtures/reports/ct-chest-01.txt
"$program" analyze <"$report" >"$root.expected"
gzip -c "$report" >"$root.gz"
export root report
unshare --map-root-user --mount --pid --fork sh -c \
  'mount -t proc proc "$root/proc" && exec chroot "$root" /calx analyze' <"$report" >"$root.out"
unshare --map-root-user --mount --pid --fork sh -c \
  'mount -t proc proc "$root/proc" && exec chroot "$root" /calx analyze' <"$root.gz" >"$root.unpacked"
grep -q '"mentions":\[{' "$root.out"
cmp "$root.expected" "$root.out"
cmp "$root.expected" "$root.unpacked"
rm "$root".*
echo "runs in an empty root: $(wc -c <"$program") bytes, no shared library"
