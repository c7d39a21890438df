#include "core/support/live.h"

namespace torchsharp {

std::atomic<int64_t> liveHandles{0};

} // namespace torchsharp
