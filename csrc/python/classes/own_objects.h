#pragma once

namespace torchsharp {

// Makes the classes bound here known to the conversions.
void bindOwnObjects();

} // namespace torchsharp
