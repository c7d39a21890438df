#include "python/calls/host_lock.h"

#include "core/support/host_lock.h"
#include "python/calls/gil.h"

namespace torchsharp {

namespace {

void* giveUp() {
    return Py_IsInitialized() != 0 && PyGILState_Check() != 0 ? new ReleaseGil : nullptr;
}

void takeBack(void* released) { delete static_cast<ReleaseGil*>(released); }

} // namespace

void bindHostLock() { setHostLock({&giveUp, &takeBack}); }

} // namespace torchsharp
