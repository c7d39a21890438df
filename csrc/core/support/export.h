#pragma once

// Marks the C++ functions of the core that the Python extension uses. The C ABI has its own marker.
#if defined(_WIN32)
#if defined(TORCHSHARP_CORE_BUILD)
#define TSP_CORE_API __declspec(dllexport)
#else
#define TSP_CORE_API __declspec(dllimport)
#endif
#else
#define TSP_CORE_API __attribute__((visibility("default")))
#endif
