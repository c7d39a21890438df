#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/exported/program.h"

namespace torchsharp {

// What is known of compiled code without a program.
struct CodeSignature {
    size_t inputs = 0;
    size_t outputs = 0;
    std::string inSpec; // the structure of the arguments and the result; empty if it is not known
    std::string outSpec;
};

// A program without a graph, whose arguments and result are built as the code says, or are tensors
// in a row. FORMAT.
std::shared_ptr<const Program> packageProgram(const std::string& name,
                                              const CodeSignature& signature);

} // namespace torchsharp
