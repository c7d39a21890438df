// The time of a call through the C ABI, without another language.
//
//   abi_bench MODEL    answers bench/run.py

#include <stdexcept>
#include <string_view>

#include "abi/torchsharp_core.h"
#include "worker.h"

namespace {

void check(tsp_status status) {
    if (status != TSP_OK) {
        tsp_error error;
        tsp_error_get(&error);
        throw std::runtime_error({error.message.data, static_cast<size_t>(error.message.size)});
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

tsp_text asText(std::string_view text) { return {text.data(), static_cast<int64_t>(text.size())}; }

tsp_callable* forwardOf(const char* path) {
    tsp_module* module = nullptr;
    tsp_source source{};
    source.kind = TSP_SOURCE_FILE;
    source.path = asText(path);
    check(tsp_module_load(&source, tsp_text{}, nullptr, nullptr, &module));
    tsp_callable* callable = nullptr;
    check(tsp_module_callable(module, asText("forward"), 0, &callable));
    return callable;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: abi_bench MODEL\n";
        return 2;
    }
    tsp_scope* withoutGradients = nullptr;
    check(tsp_grad_mode_enter(0, &withoutGradients));
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
