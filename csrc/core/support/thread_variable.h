#pragma once

// Comes before `thread_local`: the variable is read in every call. It costs one instruction then,
// where glibc would call a function. glibc keeps a little room (1.6 KB) for such variables of the
// libraries that a process loads later; those of the core take under 400 bytes.
#if defined(__GNUC__) && defined(__linux__) && defined(TORCHSHARP_CORE_BUILD)
#define TSP_HOT_VARIABLE [[gnu::tls_model("initial-exec")]]
#else
#define TSP_HOT_VARIABLE
#endif
