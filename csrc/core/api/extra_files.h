#pragma once

#include "abi/torchsharp_types.h"
#include "core/files/archive.h"

namespace torchsharp {

// The extra files of an archive as the ABI has them: a DICT of STRING.
ExtraFiles readExtraFiles(const tsp_value* value);
// Nothing for a null pointer.
void writeExtraFiles(const ExtraFiles& files, tsp_value* out);

} // namespace torchsharp
