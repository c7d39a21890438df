#pragma once

#include "core/support/listener.h"

namespace torchsharp {

// Python, which hears warnings as its own and prints to sys.stdout.
Listener& pythonListener();

// Issues them through Python's warnings module. Throws what a filter makes of one.
void raiseWarnings(const Warnings& heard);

// The same for a call that failed: what a filter makes an error is reported, not thrown.
void reportWarnings(const Warnings& heard) noexcept;

} // namespace torchsharp
