#pragma once

#include <ATen/core/ivalue.h>

#include "core/files/byte_source.h"
#include "core/support/export.h"
#include "core/vetting/policy.h"

namespace torchsharp {

class ProgramArchive;
struct Program;

// POLICY if the archive's sizes, or the program, are not what the policy allows.
void requireAllowed(const ProgramArchive& archive, const Program& program, const Policy& policy,
                    const ByteSource& source);

// What the programs of a .pt2 archive, or the code of a TorchScript archive, could do, as treeOf
// has it. A file that is damaged, or neither, has that as a problem. IO.
TSP_CORE_API c10::IValue vetAnyTree(const ByteSource& source, const Policy& policy);

} // namespace torchsharp
