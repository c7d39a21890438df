#pragma once

#include <Python.h>

namespace torchsharp {

// Lets other Python threads run while TorchScript does.
class ReleaseGil {
  public:
    ReleaseGil() : state_(PyEval_SaveThread()) {}
    ReleaseGil(const ReleaseGil&) = delete;
    ReleaseGil& operator=(const ReleaseGil&) = delete;
    ~ReleaseGil() { PyEval_RestoreThread(state_); }

  private:
    PyThreadState* state_;
};

} // namespace torchsharp
