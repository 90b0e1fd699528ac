// The style sheet and the script of the review page, built into the program.
#ifndef CREVIEWPAGE_H
#define CREVIEWPAGE_H
#include <stddef.h>

// UTF-8 bytes, not NUL-terminated.
const unsigned char *creviewpage_style(size_t *count);
const unsigned char *creviewpage_script(size_t *count);
#endif
