#ifndef CPREFETCH_H
#define CPREFETCH_H

/// Asks the processor to bring the memory at an address nearer, without waiting for it. Any address will do.
static inline void calx_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

#endif
