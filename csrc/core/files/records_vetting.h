#pragma once

#include <cstdint>

#include "core/files/archive_records.h"
#include "core/vetting/report.h"

namespace torchsharp {

// Adds the sizes of an archive, and what is wrong with the names and sizes of its records. That
// names are unique, and that no record grows beyond measure, holds for every archive that is read.
void addRecords(const ArchiveRecords& records, uint64_t fileSize, const Policy& policy,
                VetReport& report);

} // namespace torchsharp
