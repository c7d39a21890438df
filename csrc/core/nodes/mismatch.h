#pragma once

#include <string>

namespace torchsharp {

// Thrown inside a tree of values; the caller adds the argument's name and the schema.
struct Mismatch {
    std::string got;
};

} // namespace torchsharp
