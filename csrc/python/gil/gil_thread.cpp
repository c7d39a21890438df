#include "python/gil/gil_thread.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <pybind11/pybind11.h>

namespace py = pybind11;

namespace torchsharp {

namespace {

constexpr std::chrono::milliseconds patience(500);

struct Work {
    std::vector<PyObject*> dropped;
    std::vector<std::function<void()>> calls;

    bool isEmpty() const { return dropped.empty() && calls.empty(); }
    // With the GIL.
    void run() {
        for (PyObject* object : dropped) {
            Py_DECREF(object);
        }
        for (const auto& call : calls) {
            call();
        }
    }
};

class GilThread {
  public:
    // Add puts the work in.
    template <class Add> void post(Add&& add) noexcept {
        try {
            const std::lock_guard<std::mutex> lock(mutex_);
            if (isStopped_) {
                return;
            }
            add(waiting_);
            if (!isRunning_) {
                std::thread([this] { run(); }).detach();
                isRunning_ = true;
            }
        } catch (...) { // no memory, or no thread: the work is left out, as after the end of Python
            return;
        }
        wake_.notify_one();
    }

    // With the GIL, which the thread needs to end. Waits a moment for work that is being done.
    void stop() {
        const py::gil_scoped_release released;
        std::unique_lock<std::mutex> lock(mutex_);
        isStopped_ = true;
        wake_.notify_one();
        ended_.wait_for(lock, patience, [this] { return !isRunning_; });
    }

  private:
    void run() {
        serve();
        const std::lock_guard<std::mutex> lock(mutex_);
        isRunning_ = false;
        ended_.notify_all();
    }

    void serve() {
        const py::gil_scoped_acquire gil;
        for (;;) {
            Work work = next();
            if (work.isEmpty()) {
                return;
            }
            work.run();
        }
    }

    // Waits for work without the GIL. There is none when the thread has been stopped.
    Work next() {
        const py::gil_scoped_release released;
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return isStopped_ || !waiting_.isEmpty(); });
        return isStopped_ ? Work() : std::exchange(waiting_, Work());
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    Work waiting_;
    std::condition_variable ended_;
    bool isRunning_ = false;
    bool isStopped_ = false;
};

// Never freed: libtorch's threads outlive static objects.
GilThread*& current() {
    static auto* thread = new GilThread;
    return thread;
}

} // namespace

void runWithGil(std::function<void()> work) noexcept {
    if (Py_IsInitialized() == 0) {
        return;
    }
    if (PyGILState_Check() != 0) {
        work();
    } else {
        current()->post([&](Work& waiting) { waiting.calls.push_back(std::move(work)); });
    }
}

void dropReference(PyObject* object) noexcept {
    if (Py_IsInitialized() == 0) {
        return;
    }
    if (PyGILState_Check() != 0) {
        Py_DECREF(object);
    } else {
        current()->post([object](Work& waiting) { waiting.dropped.push_back(object); });
    }
}

void bindGilThread() {
    current();
    py::module_::import("atexit").attr("register")(py::cpp_function([] { current()->stop(); }));
    if (const auto os = py::module_::import("os"); py::hasattr(os, "register_at_fork")) {
        // Not on Windows. The child has no copy of the thread, and its lock may have been held.
        os.attr("register_at_fork")(py::arg("after_in_child") =
                                        py::cpp_function([] { current() = new GilThread; }));
    }
}

} // namespace torchsharp
