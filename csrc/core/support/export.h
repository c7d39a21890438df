#pragma once

// Marks what the Python extension uses of the core's C++ side. The C ABI has its own marker.
#if defined(_WIN32)
#if defined(TORCHSHARP_CORE_BUILD)
#define TSP_CORE_API __declspec(dllexport)
#else
#define TSP_CORE_API __declspec(dllimport)
#endif
#else
#define TSP_CORE_API __attribute__((visibility("default")))
#endif
