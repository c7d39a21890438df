#pragma once

namespace torchsharp {

// Imports torch if nothing has yet: only then can a tensor become a Python object. Raises
// ImportError if torch's classes are unknown here, for then none of its objects can cross.
void ensureTorch();

} // namespace torchsharp
