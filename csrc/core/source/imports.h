#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/source/tokens.h"

namespace torchsharp {

// The names that import lines bind, each with its path:
// {"m", {"math"}}, {"sqrt", {"math", "sqrt"}}.
using Imports = std::map<std::string, std::vector<std::string>>;

// Reads the import line at the cursor. ErrorReport, also for a module that TorchScript does not
// know.
void readImport(TokenCursor& cursor, Imports& imports);

} // namespace torchsharp
