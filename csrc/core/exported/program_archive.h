#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/exported/program.h"
#include "core/files/archive_records.h"

namespace torchsharp {

// A file of torch.export.save: programs with their weights.
class ProgramArchive {
  public:
    // FORMAT if it is something else.
    explicit ProgramArchive(const ByteSource& source);

    // The names of the programs, sorted. An archive may hold none, but compiled code.
    std::vector<std::string> names() const;

    // The names of what AOTInductor compiled without a program beside it, sorted.
    std::vector<std::string> packages() const;

    // VALUE if there is none of that name, with those that exist; FORMAT; UNSUPPORTED;
    // UNKNOWN_OPERATOR.
    std::shared_ptr<const Program> program(const std::string& name) const;

    // The tensors that the program keeps, in the order of Program::weights, on the device, or where
    // they were saved. FORMAT; DEVICE.
    std::vector<at::Tensor> weights(const Program& program,
                                    const std::optional<c10::Device>& device) const;

    // Its other values, in the same order. FORMAT; UNKNOWN_OPERATOR for an unknown class; POLICY.
    std::vector<c10::IValue> objects(const Program& program, const Policy* policy) const;

    const ArchiveRecords& records() const { return records_; }

  private:
    ArchiveRecords records_;
};

// Whether the source is such a file; false too for one that cannot be read.
bool isProgramArchive(const ByteSource& source);

} // namespace torchsharp
