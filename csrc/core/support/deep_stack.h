#pragma once

#include <cstddef>
#include <functional>

namespace torchsharp {

// Runs the body on a thread of its own with a stack of that size, and waits for it. The body sees
// the caller's grad mode and its like, and may throw. OUT_OF_MEMORY if there is no such thread.
void onDeepStack(size_t stackSize, const std::function<void()>& body);

} // namespace torchsharp
