#pragma once

#include <memory>
#include <string>

#include "core/exported/program.h"

namespace torchsharp {

// The program that the text of its record describes; what names the record in messages. FORMAT;
// UNSUPPORTED; UNKNOWN_OPERATOR.
std::shared_ptr<const Program> readProgram(const std::string& name, std::string text,
                                           const std::string& what, std::string sampleInputs);

} // namespace torchsharp
