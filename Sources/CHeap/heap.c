// What glibc's malloc can be told of a heap, for which Swift has no words.

#define _GNU_SOURCE
#include "heap.h"

// Says which C library this is.
#include <stdlib.h>

#ifdef __GLIBC__

#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>

static int keeps;

void calx_keep_heaps(size_t bytes) {
  // malloc learns from a block that the system gave when it is freed. Told by mallopt, it would give back the end of a
  // heap at every chance.
  void *volatile block = malloc(bytes);
  keeps = block != NULL;
  free(block);
}

// Bytes of a large page.
static const uintptr_t large = 2 << 20;

void calx_reserve_heap(size_t bytes) {
  // A block that is no heap's would be given back at once.
  if (!keeps) return;
  // A large page of which anything was touched stays small: what is left of the first one is never used, and the block
  // begins with the next one. The length of a block stands in front of it.
  char *probe = malloc(64);
  if (!probe) return;
  uintptr_t next = (uintptr_t)probe + malloc_usable_size(probe) + sizeof(size_t);
  uintptr_t behind = (next + large - 1) & ~(large - 1);
  void *volatile unused = behind - next > 64 ? malloc(behind - next - sizeof(size_t)) : NULL;
  (void)unused;
  char *room = malloc(bytes);
#ifdef MADV_HUGEPAGE
  uintptr_t first = ((uintptr_t)room + large - 1) & ~(large - 1);
  uintptr_t last = ((uintptr_t)room + bytes) & ~(large - 1);
  // Advice: where it is not taken, pages stay small.
  if (room && first < last) madvise((void *)first, last - first, MADV_HUGEPAGE);
#endif
  free(room);
  free(probe);
}

#else

void calx_keep_heaps(size_t bytes) { (void)bytes; }
void calx_reserve_heap(size_t bytes) { (void)bytes; }

#endif
