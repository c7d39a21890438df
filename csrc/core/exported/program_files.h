#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "abi/torchsharp_types.h"
#include "core/files/byte_sink.h"
#include "core/files/byte_source.h"
#include "core/support/export.h"
#include "core/types/module.h"
#include "core/vetting/policy.h"

namespace torchsharp {

// A tsp_program_mode. VALUE.
TSP_CORE_API tsp_program_mode programModeOf(int32_t number);

// Loads a program of a file of torch.export.save, as a module; see programModule. An empty name is
// that of the only program, or "model". UNCHECKED is for a file with compiled code alone; see
// packageModule. With a policy, which says nothing about compiled code, POLICY before an object is
// made. FORMAT, VALUE, UNSUPPORTED, UNKNOWN_OPERATOR, DEVICE, IO.
TSP_CORE_API c10::intrusive_ptr<c10::ivalue::Object>
loadProgram(const ByteSource& source, const std::string& name, tsp_program_mode mode,
            const std::optional<c10::Device>& device,
            const std::vector<std::string>& extraNames = {},
            std::map<std::string, std::string>* extra = nullptr, const Policy* policy = nullptr);

// Writes the program of such a module with the weights that it has now, for torch.export.load too,
// or another module as a TorchScript archive. withCode: also the compiled code that the program
// runs, if it is for these weights. IO; UNSUPPORTED for a module that calls Python, or that has
// compiled code alone.
TSP_CORE_API void saveAnyModule(const Module& module, const ByteSink& sink,
                                const std::map<std::string, std::string>& extra,
                                bool withCode = true);

} // namespace torchsharp
