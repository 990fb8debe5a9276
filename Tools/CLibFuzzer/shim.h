// What libFuzzer offers to the programs that it is linked with; LLVM has no header for it.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Changes `data` of `size` bytes in place, to at most `maximum`; returns the new size.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maximum);

// Fuzzes until a limit of the arguments is reached or something is found.
int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
