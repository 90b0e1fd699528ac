#!/bin/sh
# Lays the code of the static program out by how it runs: sh Tests/Static/layout.sh BUILD
#
# A report runs through some hundred kilobytes of code that stand all over the program, so that a third of the time is
# waiting for instructions. BOLT counts how often each piece runs over the reports of Fixtures/gold and puts what runs
# together. Without llvm-bolt (`apt-get install bolt-22`) the program stays as the linker left it.
set -eu
build=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
bolt=$(command -v llvm-bolt || ls /usr/bin/llvm-bolt-* 2>/dev/null | sort -t- -k3 -n | tail -n 1)
# Says why the program stays as it is, with the end of what a tool said of it.
stay() {
  echo "the code stays as the linker laid it out: $1"
  if test -s "${work:-}/log"; then tail -n 5 "$work/log"; fi
  exit 0
}
if test -z "$bolt"; then stay "llvm-bolt is not installed"; fi
objects=$(ls "$build"/calx.product/Objects.LinkFileList)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# Links the program once more, with the places that name others, which BOLT moves.
relink() {
  swiftc -emit-executable -module-name calx -use-ld=lld -Xlinker --emit-relocs -Xlinker --gc-sections \
    -Xlinker --defsym -Xlinker main=CalxCommand_main -L "$build" -lzstd -lz -lpcre2-8 "@$objects" "$@" >"$work/log" 2>&1 ||
    stay "it does not link anew"
}
relink -static-executable -o "$work/static"
# What counts must be able to write at its end, which a static program cannot.
relink -static-stdlib -o "$work/counted"

# Ours, and what of the standard library BOLT can take apart.
ours='\$s4Calx.*|\$s6CalxIO.*|\$s11CalxCommand.*|swift_.*|\$ss[0-9A-Z].*|\$sS[aSDshqtduifby].*|compress_native'
"$bolt" "$work/counted" -instrument -instrumentation-file="$work/counts" -funcs="$ours" -o "$work/counting" >"$work/log" 2>&1 ||
  stay "BOLT cannot count in it"
"$work/counting" analyze --jobs 1 --from jsonl --quiet "$here"/Fixtures/gold/*.jsonl -o "$work/expected"
"$bolt" "$work/static" -data="$work/counts" -funcs="$ours" -reorder-blocks=ext-tsp -reorder-functions=cdsort \
  -split-functions -split-all-cold -icf=safe -o "$work/calx" >"$work/log" 2>&1 ||
  stay "BOLT cannot move it"
"$(dirname "$(readlink -f "$(command -v swiftc)")")/llvm-objcopy" --strip-all "$work/calx"
"$work/calx" analyze --jobs 1 --from jsonl --quiet "$here"/Fixtures/gold/*.jsonl -o "$work/out"
cmp "$work/expected" "$work/out"
mv "$work/calx" "$build/calx"
echo "laid out by $("$bolt" --version | sed -n 's/.*LLVM version /BOLT /p' | head -n 1), $(grep -c . "$work/counts") places counted"
