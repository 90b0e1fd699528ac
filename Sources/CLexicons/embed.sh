#!/bin/sh
# Writes lexicons.c anew: one #embed for every .tsv file below Lexicons/, in the order of their names.
# Run it after a file was added or removed (make lexicons); a change inside a file needs nothing.
set -eu
cd "$(dirname "$0")"
root=../../Lexicons
LC_ALL=C
export LC_ALL

names=$(cd "$root" && find . -name '*.tsv' -type f | sed 's|^\./||' | sort)
identifier() { printf '%s' "${1%.tsv}" | tr -c 'A-Za-z0-9' '_'; }

{
  cat <<'HEAD'
// Embeds Lexicons/ into the program: one entry a file, in the order of their names. `make lexicons` writes it anew
// after a file was added; a test compares it with the folder.
#include "CLexicons.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

HEAD
  for name in $names; do
    printf 'static const unsigned char %s[] = {\n#embed "%s/%s"\n};\n' "$(identifier "$name")" "$root" "$name"
  done
  printf '\nstatic const clexicons_file files[] = {\n'
  for name in $names; do
    id=$(identifier "$name")
    printf '    {"%s", %s, sizeof(%s)},\n' "$name" "$id" "$id"
  done
  cat <<'TAIL'
};

const clexicons_file *clexicons_files(size_t *count) {
  *count = sizeof(files) / sizeof(files[0]);
  return files;
}
TAIL
} >lexicons.c.part
mv lexicons.c.part lexicons.c
