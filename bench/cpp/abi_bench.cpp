// The time of a call through the C ABI, without another language.
//
//   abi_bench MODEL    answers bench/run.py

#include <cstring>
#include <stdexcept>

#include "abi/torchsharp_core.h"
#include "worker.h"

namespace {

void check(tsp_status status) {
    if (status != TSP_OK) {
        tsp_error error;
        tsp_error_get(&error);
        throw std::runtime_error(error.message);
    }
}

tsp_value tensorOf(float element) {
    const std::vector<float> elements(10, element);
    const int64_t size = 10;
    tsp_tensor* tensor = nullptr;
    check(tsp_tensor_from_data(elements.data(), 10 * sizeof(float), &size, 1, TSP_DTYPE_FLOAT32,
                               &tensor));
    tsp_value value{};
    value.kind = TSP_KIND_TENSOR;
    value.as.ref.data = tensor;
    return value;
}

tsp_callable* forwardOf(const char* path) {
    tsp_module* module = nullptr;
    const tsp_source source{TSP_SOURCE_FILE, 0,      path, static_cast<int64_t>(std::strlen(path)),
                            nullptr,         nullptr};
    check(tsp_module_load(&source, nullptr, nullptr, nullptr, &module));
    tsp_callable* callable = nullptr;
    check(tsp_module_callable(module, "forward", 7, 0, &callable));
    return callable;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: abi_bench MODEL\n";
        return 2;
    }
    int32_t previous = 0;
    check(tsp_grad_mode_set(0, &previous));
    tsp_callable* forward = forwardOf(argv[1]);
    const tsp_value arguments[] = {tensorOf(1.5f), tensorOf(2.5f)};
    return bench::serve({
        {"callable_call",
         [&](long count) {
             return bench::nanosecondsPerCall(count, [&] {
                 tsp_value result[2];
                 check(tsp_callable_call(forward, arguments, 2, result, 2));
                 tsp_value_release(result);
             });
         }},
    });
}
