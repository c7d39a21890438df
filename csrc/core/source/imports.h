#pragma once

#include <map>
#include <string>
#include <vector>

#include <torch/csrc/jit/frontend/lexer.h>

namespace torchsharp {

// The names that import lines bind, each with what it is: {"m", {"math"}}, {"sqrt", {"math", "sqrt"}}.
using Imports = std::map<std::string, std::vector<std::string>>;

// Reads the import line that the lexer is at. ErrorReport for a module of which TorchScript has
// nothing; a plain exception for what is no import line.
void readImport(torch::jit::Lexer& lexer, Imports& imports);

} // namespace torchsharp
