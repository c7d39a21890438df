#include "python/calls/host_lock.h"

#include <atomic>

#include <pybind11/pybind11.h>
#include <torch/csrc/jit/python/pybind_utils.h>

#include "core/support/host_lock.h"
#include "core/support/listener.h"
#include "python/calls/gil.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

void* giveUp() {
    return Py_IsInitialized() != 0 && PyGILState_Check() != 0 ? new ReleaseGil : nullptr;
}

void takeBack(void* released) { delete static_cast<ReleaseGil*>(released); }

void* take() { return new TakeGil; }

void giveBack(void* taken) { delete static_cast<TakeGil*>(taken); }

// torch.jit keeps the classes of all its modules in one unit.
// Null until a module comes from there: importing this package does not import torch.
std::atomic<const torch::jit::CompilationUnit*> unitOfTorch = nullptr;

bool usesUnit(const torch::jit::CompilationUnit& unit) {
    return &unit == unitOfTorch.load() && Py_IsInitialized() != 0;
}

} // namespace

void bindHostLock() {
    setHostLock({&giveUp, &takeBack, &take, &giveBack, &usesUnit});
    collectPrints();
}

void noteUnitOfTorch() {
    if (unitOfTorch.load() == nullptr) {
        unitOfTorch.store(torch::jit::get_python_cu().get());
    }
}

} // namespace torchsharp
