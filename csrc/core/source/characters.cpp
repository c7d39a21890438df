#include "core/source/characters.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace torchsharp {

Character characterAt(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80) {
        return {first, 1};
    }
    const size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + size > text.size()) {
        return {};
    }
    char32_t code = first & (0x7FU >> size);
    for (size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80) {
            return {};
        }
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool isSurrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < least[size] || code > 0x10FFFF || isSurrogate ? Character{}
                                                                : Character{code, size};
}

std::string toUtf8(char32_t code) {
    const auto tail = [&](unsigned shift) {
        return static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
    };
    if (code < 0x80) {
        return {static_cast<char>(code)};
    }
    if (code < 0x800) {
        return {static_cast<char>(0xC0U | (code >> 6U)), tail(0)};
    }
    if (code < 0x10000) {
        return {static_cast<char>(0xE0U | (code >> 12U)), tail(6), tail(0)};
    }
    return {static_cast<char>(0xF0U | (code >> 18U)), tail(12), tail(6), tail(0)};
}

bool isInNames(char32_t code) {
    // Punctuation, symbols, emoji, private and unassigned blocks, and compatibility letters.
    static constexpr std::array<std::pair<char32_t, char32_t>, 23> outside{{
        {0x80, 0xB4},     {0xB6, 0xB6},       {0xB8, 0xBF},       {0xD7, 0xD7},
        {0xF7, 0xF7},     {0x2B0, 0x2FF},     {0x37E, 0x37E},     {0x2000, 0x20CF},
        {0x2100, 0x215F}, {0x2189, 0x2BFF},   {0x2E00, 0x2E7F},   {0x3000, 0x3004},
        {0x3008, 0x3020}, {0x3030, 0x3030},   {0x303D, 0x3040},   {0x3200, 0x33FF},
        {0xD800, 0xF8FF}, {0xFB00, 0xFB1C},   {0xFE00, 0xFE6F},   {0xFEFF, 0xFF65},
        {0xFFE0, 0xFFFF}, {0x1D400, 0x1D7FF}, {0x1F000, 0x1FAFF},
    }};
    return code >= 0x80 && code < 0xE0000 &&
           std::none_of(
               outside.begin(), outside.end(),
               [code](const auto& block) { return block.first <= code && code <= block.second; });
}

std::string describeCharacter(char32_t code) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(code));
    const bool isVisible = code > 0x20 && code != 0x7F && (code < 0x80 || code > 0xA0);
    return isVisible ? "'" + toUtf8(code) + "' (" + number.data() + ")" : number.data();
}

} // namespace torchsharp
