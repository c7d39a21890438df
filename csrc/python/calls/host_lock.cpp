#include "python/calls/host_lock.h"

#include <atomic>

#include <pybind11/pybind11.h>
#include <torch/csrc/jit/python/pybind_utils.h>

#include "core/support/host_lock.h"
#include "python/calls/gil.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

void* giveUp() {
    return Py_IsInitialized() != 0 && PyGILState_Check() != 0 ? new ReleaseGil : nullptr;
}

void takeBack(void* released) { delete static_cast<ReleaseGil*>(released); }

// Waits for the GIL, in the middle of a call. When Python ends, the thread sleeps instead.
void* take() {
    if (mustNotReturnToPython()) {
        sleepForever();
    }
    try {
        return new py::gil_scoped_acquire;
    } catch (...) { // Python unwinds a thread that waits when it ends
        sleepForever();
    }
}

void giveBack(void* taken) { delete static_cast<py::gil_scoped_acquire*>(taken); }

// torch.jit keeps the classes of all its modules in one unit.
// Null until a module comes from there: importing this package does not import torch.
std::atomic<const torch::jit::CompilationUnit*> unitOfTorch = nullptr;

bool usesUnit(const torch::jit::CompilationUnit& unit) {
    return &unit == unitOfTorch.load() && Py_IsInitialized() != 0;
}

} // namespace

void bindHostLock() { setHostLock({&giveUp, &takeBack, &take, &giveBack, &usesUnit}); }

void noteUnitOfTorch() {
    if (unitOfTorch.load() == nullptr) {
        unitOfTorch.store(torch::jit::get_python_cu().get());
    }
}

} // namespace torchsharp
