#pragma once

namespace torchsharp {

// Lets the core give up the GIL where it waits for other threads: C# may call it with the GIL held.
void bindHostLock();

} // namespace torchsharp
