// A library as users write it: an operator and a class for TorchScript models.
#include <ATen/ATen.h>
#include <torch/custom_class.h>
#include <torch/library.h>

namespace {

at::Tensor shift(const at::Tensor& x, double by) { return x + by; }

struct Counter final : torch::CustomClassHolder {
    explicit Counter(int64_t start) : count(start) {}

    int64_t next() { return count++; }
    at::Tensor add(const at::Tensor& x) { return x + next(); }

    int64_t count;
};

} // namespace

TORCH_LIBRARY(tsp_test, library) {
    library.def("shift(Tensor x, float by) -> Tensor", shift);
    library.class_<Counter>("Counter")
        .def(torch::init<int64_t>())
        .def("next", &Counter::next)
        .def("add", &Counter::add)
        .def("__obj_flatten__", // what torch.export asks for
             [](const c10::intrusive_ptr<Counter>& self) {
                 return std::make_tuple(std::make_tuple(std::string("count"), self->count));
             })
        .def_pickle([](const c10::intrusive_ptr<Counter>& self) { return self->count; },
                    [](int64_t count) { return c10::make_intrusive<Counter>(count); });
}
