#pragma once

#include <string>

#include "core/support/error.h"

namespace torchsharp {

// Splits the text of an interpreter error into message, TorchScript traceback and the line of the
// innermost frame. raised is the class that the text names before the message. Text without a
// traceback becomes the message. The traceback has one heading, even if one interpreter called
// another. The kind stays OK.
ErrorRecord splitTraceback(const std::string& text, const std::string& raised);

// Finds the line and column that a compile error points at ("File ..., line 3" and the marked
// columns below). The message keeps the whole text: the excerpt is what a reader needs.
ErrorRecord locateInSource(const std::string& text);

// The text before the first excerpt of source.
std::string withoutExcerpt(const std::string& text);

} // namespace torchsharp
