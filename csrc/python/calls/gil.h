#pragma once

#include <optional>

#include <pybind11/pybind11.h>

#include "core/support/running_call.h"
#include "python/calls/python_end.h"

namespace torchsharp {

// Lets other Python threads run while TorchScript does.
class ReleaseGil {
  public:
    ReleaseGil() : state_(PyEval_SaveThread()) {}
    ReleaseGil(const ReleaseGil&) = delete;
    ReleaseGil& operator=(const ReleaseGil&) = delete;
    ~ReleaseGil() {
        call_.end();
        // When Python ends, it unwinds threads that ask or wait for the GIL, which no destructor
        // survives. Here, the thread sleeps until the process ends.
        if (mustNotReturnToPython()) {
            sleepForever();
        }
        try {
            PyEval_RestoreThread(state_);
        } catch (...) {
            sleepForever();
        }
    }

  private:
    PyThreadState* state_;
    RunningCall call_;
};

// Waits for the GIL, in the middle of a call. When Python ends, the thread sleeps instead.
class TakeGil {
  public:
    TakeGil() {
        if (mustNotReturnToPython()) {
            sleepForever();
        }
        try {
            taken_.emplace();
        } catch (...) { // Python unwinds a thread that waits when it ends
            sleepForever();
        }
    }

  private:
    std::optional<pybind11::gil_scoped_acquire> taken_;
};

} // namespace torchsharp
