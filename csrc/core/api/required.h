#pragma once

#include <cstddef>

namespace torchsharp {

// VALUE, with the name at that place in "module, sink, out".
[[noreturn]] void throwNullPointer(const char* names, size_t place);

template <class... Pointers> void requirePointers(const char* names, const Pointers*... pointers) {
    size_t place = 0;
    ((pointers == nullptr ? throwNullPointer(names, place) : static_cast<void>(++place)), ...);
}

} // namespace torchsharp

// The parameters of an ABI function that must not be null, although nothing stops a caller.
#define TSP_REQUIRE(...) torchsharp::requirePointers(#__VA_ARGS__, __VA_ARGS__)
