#include "python/gil/foreign_memory.h"

#include "python/gil/gil_thread.h"

namespace torchsharp {

namespace {

void giveBackWithGil(void* context) {
    runWithGil([context] { freesLentMemory()(context); });
}

} // namespace

// Called with the GIL: no two threads exchange it at once.
void deferLentMemory(c10::DataPtr& memory) noexcept {
    static_cast<void>(memory.compare_exchange_deleter(freesLentMemory(), &giveBackWithGil));
}

} // namespace torchsharp
