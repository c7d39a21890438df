#pragma once

#include <map>
#include <string>
#include <vector>

#include <torch/csrc/jit/frontend/lexer.h>

namespace torchsharp {

// The names that import lines bind, each with its path:
// {"m", {"math"}}, {"sqrt", {"math", "sqrt"}}.
using Imports = std::map<std::string, std::vector<std::string>>;

// Reads the import line at the lexer. ErrorReport for a module that TorchScript does not know; a
// plain exception for a line that is not an import.
void readImport(torch::jit::Lexer& lexer, Imports& imports);

} // namespace torchsharp
