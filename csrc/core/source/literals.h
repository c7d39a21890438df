#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <torch/csrc/jit/frontend/source_range.h>

namespace torchsharp {

// The value of the text between the quotes of a string literal. In a format string (f"...") two
// braces are one. ErrorReport for an escape that is wrong or not supported.
std::string decodeText(const torch::jit::SourceRange& body, bool isRaw, bool isFormat);

// A number as libtorch reads it: "1000" for "1_000", "255" for "0xFF". ErrorReport.
std::string plainNumber(const torch::jit::SourceRange& number);

// The end of the number that starts at the position. ErrorReport if a part of it is missing.
size_t endOfNumber(const std::shared_ptr<torch::jit::Source>& source, std::string_view text,
                   size_t start);

} // namespace torchsharp
