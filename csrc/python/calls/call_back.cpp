#include "python/calls/call_back.h"

#include <condition_variable>
#include <memory>
#include <mutex>

#include "python/calls/gil.h"
#include "python/convert/python_modules.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// Lets threads enter Python until it ends.
class Door {
  public:
    bool enter() {
        const std::lock_guard<std::mutex> lock(mutex_);
        inside_ += isOpen_ ? 1 : 0;
        return isOpen_;
    }
    void leave() {
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            --inside_;
        }
        left_.notify_all();
    }
    // Call it without the GIL, which threads inside need to leave.
    void close() {
        std::unique_lock<std::mutex> lock(mutex_);
        isOpen_ = false;
        left_.wait(lock, [&] { return inside_ == 0; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable left_;
    bool isOpen_ = true;
    int inside_ = 0;
};

Door& door() {
    static auto& only = *new Door; // libtorch's threads outlive static objects
    return only;
}

template <class Body> void withPython(Body&& body) {
    if (door().enter()) {
        {
            const py::gil_scoped_acquire gil;
            body();
        }
        door().leave();
    }
}

} // namespace

std::function<void()> callBack(py::function callback) {
    // After Python has ended, nobody may drop the object, so it stays until the process ends.
    const std::shared_ptr<py::function> shared(
        new py::function(std::move(callback)),
        [](py::function* held) { withPython([held] { delete held; }); });
    return [shared] {
        withPython([&] {
            try {
                (*shared)();
            } catch (py::error_already_set& error) {
                error.discard_as_unraisable("a callback of torchsharp_py.jit.Future");
            }
        });
    };
}

void bindCallBack() {
    py::module_::import(python_modules::atExit).attr("register")(py::cpp_function([] {
        const ReleaseGil released;
        door().close();
    }));
}

} // namespace torchsharp
