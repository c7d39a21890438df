#pragma once

namespace torchsharp {

// After Python's atexit handlers, Python ends each other thread that asks for the GIL, wherever in
// C++ code that is: through destructors that must not throw, which aborts the process. So threads of
// the package no longer ask for it, and those in other C++ code sleep instead of aborting.

// Whether the calling thread must not ask for the GIL, because Python ends or has ended.
bool mustNotReturnToPython() noexcept;

// Enters Python to run a callback, from any thread; false if Python ends. leavePython() follows.
bool enterPython();
void leavePython();

// Registers the atexit handler, which waits a moment for callbacks that run.
void bindPythonEnd();

} // namespace torchsharp
