#pragma once

#include <string>

namespace torchsharp {

// A value that does not fit; the caller adds the argument's name and the schema.
struct Mismatch {
    std::string got;
};

} // namespace torchsharp
