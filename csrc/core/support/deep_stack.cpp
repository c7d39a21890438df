#include "core/support/deep_stack.h"

#include <exception>

#ifdef _WIN32
#include <process.h>
#include <windows.h>
#else
#include <pthread.h>
#endif

#include <ATen/ThreadLocalState.h>

#include "core/support/error.h"
#include "core/support/run_limit.h"

namespace torchsharp {

namespace {

struct Task {
    const std::function<void()>& body;
    at::ThreadLocalState state;
    std::shared_ptr<RunLimit> limit;
    std::exception_ptr failure;

    void run() noexcept {
        try {
            const at::ThreadLocalStateGuard guard(state);
            const LimitGuard limited(limit);
            body();
        } catch (...) {
            failure = std::current_exception();
        }
    }
};

#ifdef _WIN32

unsigned __stdcall runTask(void* task) {
    static_cast<Task*>(task)->run();
    return 0;
}

bool runOnThread(size_t stackSize, Task& task) {
    const auto thread =
        reinterpret_cast<HANDLE>(_beginthreadex(nullptr, static_cast<unsigned>(stackSize), &runTask,
                                                &task, STACK_SIZE_PARAM_IS_A_RESERVATION, nullptr));
    if (thread == nullptr) {
        return false;
    }
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    return true;
}

#else

extern "C" void* tspRunTask(void* task) {
    static_cast<Task*>(task)->run();
    return nullptr;
}

bool runOnThread(size_t stackSize, Task& task) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) {
        return false;
    }
    pthread_t thread{};
    const bool isStarted = pthread_attr_setstacksize(&attributes, stackSize) == 0 &&
                           pthread_create(&thread, &attributes, &tspRunTask, &task) == 0;
    pthread_attr_destroy(&attributes);
    return isStarted && pthread_join(thread, nullptr) == 0;
}

#endif

} // namespace

void onDeepStack(size_t stackSize, const std::function<void()>& body) {
    Task task{body, at::ThreadLocalState(), limitOfThread(), nullptr};
    if (!runOnThread(stackSize, task)) {
        throw Error(TSP_ERROR_OUT_OF_MEMORY, "no thread can be started");
    }
    if (task.failure != nullptr) {
        std::rethrow_exception(task.failure);
    }
}

} // namespace torchsharp
