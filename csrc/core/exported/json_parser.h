#pragma once

#include <optional>
#include <string_view>

#include "core/exported/json.h"

namespace torchsharp {

// Parses JSON faster than nlohmann's parser does, which looks at each character several times. The
// value is the same. Nothing for a text that only the other one can judge.
std::optional<Json> parsePlainJson(std::string_view text);

} // namespace torchsharp
