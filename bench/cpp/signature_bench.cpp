// The time of typed signatures in plain libtorch: from C++ values to C++ values, with IValues that
// are built by hand. This program does not use this project's code.
//
//   signature_bench MODEL    answers bench/run.py

#include <tuple>
#include <unordered_map>

#include <torch/script.h>

#include "worker.h"

namespace {

using c10::IValue;
using torch::jit::Method;

using Tensors = std::tuple<at::Tensor, at::Tensor, at::Tensor>;
using Mapping = std::unordered_map<std::string, at::Tensor>;

template <class... Arguments> IValue call(const Method& method, Arguments&&... arguments) {
    std::vector<IValue> stack;
    stack.reserve(sizeof...(arguments) + 1); // the method inserts its module first
    (stack.emplace_back(std::forward<Arguments>(arguments)), ...);
    return method(std::move(stack));
}

Tensors callTensors(const Method& method, const at::Tensor& x, const at::Tensor& y,
                    const at::Tensor& z) {
    const IValue result = call(method, x, y, z);
    const auto& items = result.toTupleRef().elements();
    return {items[0].toTensor(), items[1].toTensor(), items[2].toTensor()};
}

Mapping callMapping(const Method& method, const Mapping& values) {
    c10::Dict<std::string, at::Tensor> argument;
    argument.reserve(values.size());
    for (const auto& [key, value] : values) {
        argument.insert(key, value);
    }
    const auto result = call(method, std::move(argument)).toGenericDict();
    Mapping mapping;
    mapping.reserve(result.size());
    for (const auto& item : result) {
        mapping.emplace(item.key().toStringRef(), item.value().toTensor());
    }
    return mapping;
}

template <class Body> std::function<double(long)> timed(Body body) {
    return [body = std::move(body)](long count) {
        return bench::nanosecondsPerCall(count, [&] { bench::keep(body()); });
    };
}

Mapping makeMapping() {
    Mapping values;
    for (int i = 0; i < 10; ++i) {
        values.emplace("feature_" + std::to_string(i), at::full({10}, i));
    }
    return values;
}

std::vector<int64_t> makeNumbers() {
    std::vector<int64_t> values(1000);
    for (size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<int64_t>(i) * 1'000'003;
    }
    return values;
}

int serve(const char* path) {
    const at::NoGradGuard noGrad;
    const auto module = torch::jit::load(path);
    const auto method = [&](const char* name) { return module.get_method(name); };
    const auto x = at::full({10}, 1.5), y = at::full({10}, 2.5), z = at::full({10}, 3.5);
    return bench::serve({
        {"tensor", timed([f = method("tensor"), x] { return call(f, x).toTensor(); })},
        {"tensors", timed([f = method("tensors"), x, y, z] { return callTensors(f, x, y, z); })},
        {"mapping",
         timed([f = method("mapping"), values = makeMapping()] { return callMapping(f, values); })},
        {"numbers", timed([f = method("numbers"), values = makeNumbers()] {
             return call(f, values).toIntVector();
         })},
        {"text", timed([f = method("text"),
                        value = std::string("The quick brown fox jumps over the lazy dog")] {
             return std::string(call(f, value).toStringRef());
         })},
        {"scalars", timed([f = method("scalars")] {
             return call(f, int64_t{1}, int64_t{2}, int64_t{3}, int64_t{4}, 0.5, 1.5, true, false)
                 .toDouble();
         })},
    });
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: signature_bench MODEL\n";
        return 2;
    }
    return serve(argv[1]);
}
