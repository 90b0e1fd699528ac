#ifndef CSHA256_H
#define CSHA256_H

#include <stddef.h>
#include <stdint.h>

/// Writes the 32 bytes of the SHA-256 digest (FIPS 180-4) of `length` bytes to `digest`.
void csha256(const uint8_t *bytes, size_t length, uint8_t *digest);

/// The same without the processor's own instructions, for tests.
void csha256_portable(const uint8_t *bytes, size_t length, uint8_t *digest);

#endif
