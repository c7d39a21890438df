#pragma once

namespace torchsharp {

// Lets the core give up the GIL where it waits for other threads: C# may call it with the GIL held.
void bindHostLock();

// Remembers the unit in which torch.jit keeps its modules: the GIL guards it. torch is imported.
void noteUnitOfTorch();

} // namespace torchsharp
