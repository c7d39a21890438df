#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/exported/program.h"
#include "core/exported/weights.h"
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

    // Of the tensors and other values that the program keeps, for the device, or for the one that
    // they were saved on. It must not outlive this object. FORMAT.
    WeightReader weights(const Program& program, const std::optional<c10::Device>& device) const;

    const ArchiveRecords& records() const { return records_; }

  private:
    ArchiveRecords records_;
};

// Whether the source is such a file; false too for one that cannot be read.
bool isProgramArchive(const ByteSource& source);

} // namespace torchsharp
