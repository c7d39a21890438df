#include "core/runtime/executor.h"
#include "core/without_torchscript/unsupported.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwNoExecutor() { throwNoTorchScript("there is no executor to be set"); }

} // namespace

FusionStrategy fusionStrategy() { throwNoExecutor(); }

FusionStrategy setFusionStrategy(const FusionStrategy&) { throwNoExecutor(); }

bool profilingExecutor() { throwNoExecutor(); }

bool setProfilingExecutor(bool) { throwNoExecutor(); }

int64_t profiledRuns() { throwNoExecutor(); }

void setProfiledRuns(int64_t) { throwNoExecutor(); }

int64_t runsToSpecialize(torch::jit::Function*) { return 1; }

bool isSpecialized(torch::jit::Function*) { return false; }

} // namespace torchsharp
