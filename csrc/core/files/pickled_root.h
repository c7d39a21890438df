#pragma once

#include <string>

namespace torchsharp {

// What a pickle of torch.save holds and what to do with it, as a clause that begins with "holds",
// from its first instructions: nothing of it runs. Empty if they say nothing.
std::string describePickled(const std::string& pickle);

} // namespace torchsharp
