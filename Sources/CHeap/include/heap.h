// Room on the heap of a thread that is about to build much.

#ifndef CALX_HEAP_H
#define CALX_HEAP_H

#include <stddef.h>

/// Says, once and before any thread begins, that blocks of up to so many bytes lie on heaps and that heaps keep what is
/// freed at their end up to that size. Nothing where the C library is not glibc.
void calx_keep_heaps(size_t bytes);

/// Makes the heap of the calling thread grow by so many bytes at once, on large pages where the system grants them. It
/// would grow page by page, each with a call of the system and a fault of its own: at a start of the program that costs
/// a fifth of its time. Nothing before calx_keep_heaps, and where the C library is not glibc.
void calx_reserve_heap(size_t bytes);

#endif
