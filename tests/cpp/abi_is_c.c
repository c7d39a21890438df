/* A C99 program on the ABI: it compiles only while the header is C. */
#include "abi/torchsharp_core.h"

int main(void) { return tsp_abi_version() == TSP_ABI_VERSION ? 0 : 1; }
