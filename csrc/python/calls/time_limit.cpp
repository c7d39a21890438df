#include "python/calls/time_limit.h"

#include <thread>

#include "core/runtime/scopes.h"
#include "python/calls/slots.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// What jit.time_limit returns. The GIL protects it.
class TimeLimit {
  public:
    explicit TimeLimit(double seconds) : seconds_(seconds) {
        RunLimit(seconds, nullptr); // VALUE
    }

    void enter() {
        if (limit_ != nullptr) {
            throw Error(TSP_ERROR_RUNTIME,
                        "a time limit can be entered only once: make a new one with "
                        "jit.time_limit");
        }
        limit_ = std::make_shared<RunLimit>(seconds_, limitOfThread());
        if (isCanceled_) {
            limit_->cancel();
        }
        scope_ = enterLimit(limit_);
        thread_ = std::this_thread::get_id();
    }

    void exit(const py::args&) {
        if (scope_ != nullptr && thread_ != std::this_thread::get_id()) {
            throw Error(TSP_ERROR_VALUE, "a time limit must be left on the thread that entered it");
        }
        scope_.reset();
    }

    void cancel() {
        isCanceled_ = true;
        if (limit_ != nullptr) {
            limit_->cancel();
        }
    }

  private:
    double seconds_;
    bool isCanceled_ = false;
    std::shared_ptr<RunLimit> limit_;
    std::unique_ptr<Scope> scope_;
    std::thread::id thread_;
};

} // namespace

void bindTimeLimit(py::module_& module) {
    py::class_<TimeLimit> bound(module, "TimeLimit", py::is_final(),
                                "Limits the calls of one thread, see jit.time_limit.");
    refusePickling(bound, "enter a new one where the calls are made");
    bound.def(py::init<double>(), py::arg("seconds"))
        .def(
            "__enter__",
            [](const py::object& self) {
                self.cast<TimeLimit&>().enter();
                return self;
            },
            "Begins the limit, for the calls of this thread.")
        .def("__exit__", &TimeLimit::exit, "Ends the limit.")
        .def("cancel", &TimeLimit::cancel,
             "Stops the calls within the limit, from any thread, as soon as they check it.");
}

} // namespace torchsharp
