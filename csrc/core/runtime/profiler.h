#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/support/export.h"

namespace torchsharp {

struct ProfiledOperator {
    std::string name;
    int64_t calls = 0;
    double total = 0; // seconds, with the operators that it calls
    double self = 0;  // seconds, without them
};

// Records every operator of the process. flags: tsp_profile_flag. RUNTIME if a profiler is already
// recording.
TSP_CORE_API void startProfiler(int flags);

// First waits for the calls that other threads are in, at most a minute. Sorted by self time,
// greatest first. tracePath: where to write a Chrome trace. RUNTIME if no profiler is recording, or
// if a call took longer: then the recording is lost; IO.
TSP_CORE_API std::vector<ProfiledOperator>
stopProfiler(const std::optional<std::string>& tracePath);

} // namespace torchsharp
