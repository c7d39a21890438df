#pragma once

#include <Python.h>

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

} // namespace torchsharp
