#pragma once

#include <memory>
#include <string>

#include <torch/csrc/jit/frontend/source_range.h>

namespace torchsharp {

// Checks source before it is parsed. Refuses nesting that would overflow the stack of libtorch's
// parser and compiler, which recurse into every level, and decorators, which the parser does not
// know. ErrorReport.
void checkTokens(const std::shared_ptr<torch::jit::Source>& source);

// The same for the code of an archive. ErrorReport.
void checkArchiveSource(const std::shared_ptr<torch::jit::Source>& source);

// The same for a type that is written out: "List[int]". ErrorReport.
void checkTypeText(const std::string& text);

} // namespace torchsharp
