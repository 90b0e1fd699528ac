// The lexicon files built into the program: a table of names and bytes.
#ifndef CLEXICONS_H
#define CLEXICONS_H
#include <stddef.h>

typedef struct {
  const char *name;            // path below Lexicons/, such as "en/anchors.tsv"
  const unsigned char *bytes;  // not NUL-terminated
  size_t count;
} clexicons_file;

const clexicons_file *clexicons_files(size_t *count);
#endif
