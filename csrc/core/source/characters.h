#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace torchsharp {

// A character of UTF-8 text. The size is 0 if the bytes are not UTF-8.
struct Character {
    char32_t code = 0;
    size_t size = 0;
};

Character characterAt(std::string_view text, size_t at);

std::string toUtf8(char32_t code);

// Whether Python's names may contain the character, which is not ASCII. Those that Python replaces
// by another character are left out, except the micro sign.
bool isInNames(char32_t code);

// "'x' (U+0078)"
std::string describeCharacter(char32_t code);

} // namespace torchsharp
