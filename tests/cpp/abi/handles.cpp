#include "handles.h"

#include <cstdlib>

namespace {

template <class T> std::vector<T> arrayOf(const tsp_value& node) {
    const auto* first = static_cast<const T*>(node.as.ref.data);
    return {first, first + node.as.ref.size};
}

tsp_value borrowed(tsp_kind kind, const void* data, size_t size) {
    tsp_value node{};
    node.kind = kind;
    node.as.ref.data = const_cast<void*>(data);
    node.as.ref.size = static_cast<int64_t>(size);
    return node;
}

} // namespace

ErrorCopy lastError() {
    tsp_error error;
    tsp_error_get(&error);
    const auto copied = [](const tsp_text& text) {
        return std::string(text.data, static_cast<size_t>(text.size));
    };
    return {error.kind,
            error.line,
            error.column,
            copied(error.message),
            copied(error.traceback),
            copied(error.raised)};
}

tsp_text asText(std::string_view text) { return {text.data(), static_cast<int64_t>(text.size())}; }

ErrorCopy failed(tsp_status status) {
    CHECK(status != TSP_OK);
    const auto error = lastError();
    CHECK_EQ(error.kind, status);
    return error;
}

int64_t intOf(const tsp_value& node) {
    CHECK(node.kind == TSP_KIND_INT || node.kind == TSP_KIND_BOOL);
    return node.as.i;
}

double floatOf(const tsp_value& node) {
    CHECK_EQ(node.kind, TSP_KIND_FLOAT);
    return node.as.f;
}

std::string textOf(const tsp_value& node) {
    CHECK_EQ(node.kind, TSP_KIND_STRING);
    return {static_cast<const char*>(node.as.ref.data), static_cast<size_t>(node.as.ref.size)};
}

tsp_tensor* tensorOf(const tsp_value& node) {
    CHECK_EQ(node.kind, TSP_KIND_TENSOR);
    return static_cast<tsp_tensor*>(node.as.ref.data);
}

std::vector<std::string> textsOf(const tsp_value& list) {
    CHECK_EQ(list.kind, TSP_KIND_LIST);
    std::vector<std::string> texts;
    for (const auto& node : arrayOf<tsp_value>(list)) {
        texts.push_back(textOf(node));
    }
    return texts;
}

int64_t sizeOf(const tsp_value& node) { return node.as.ref.size; }

tsp_value& child(const tsp_value& node, int64_t index) {
    const bool inPairs = node.kind == TSP_KIND_DICT || node.kind == TSP_KIND_NAMED_TUPLE;
    CHECK(inPairs || node.kind == TSP_KIND_TUPLE || node.kind == TSP_KIND_LIST ||
          node.kind == TSP_KIND_ENUM);
    CHECK(index < sizeOf(node) * (inPairs ? 2 : 1));
    return static_cast<tsp_value*>(node.as.ref.data)[index];
}

tsp_value noneArg() { return {}; }

tsp_value intArg(int64_t value) {
    tsp_value node{};
    node.kind = TSP_KIND_INT;
    node.as.i = value;
    return node;
}

tsp_value floatArg(double value) {
    tsp_value node{};
    node.kind = TSP_KIND_FLOAT;
    node.as.f = value;
    return node;
}

tsp_value boolArg(bool value) {
    tsp_value node = intArg(value ? 1 : 0);
    node.kind = TSP_KIND_BOOL;
    return node;
}

tsp_value textArg(std::string_view text) {
    return borrowed(TSP_KIND_STRING, text.data(), text.size());
}

tsp_value tensorArg(const Tensor& tensor) { return borrowed(TSP_KIND_TENSOR, tensor.get(), 0); }

tsp_value intsArg(const std::vector<int64_t>& values) {
    return borrowed(TSP_KIND_INT_LIST, values.data(), values.size());
}

tsp_value nodesArg(tsp_kind kind, std::vector<tsp_value>& nodes) {
    return borrowed(kind, nodes.data(), nodes.size());
}

tsp_value pairsArg(tsp_kind kind, std::vector<tsp_value>& nodes) {
    auto node = nodesArg(kind, nodes);
    node.as.ref.size /= 2;
    return node;
}

tsp_value complexArg(double real, double imaginary) {
    tsp_value node{};
    node.kind = TSP_KIND_COMPLEX;
    node.as.complex[0] = real;
    node.as.complex[1] = imaginary;
    return node;
}

tsp_value objectArg(const Object& object) {
    tsp_value node{};
    node.kind = TSP_KIND_OBJECT;
    node.as.ref.data = object.get();
    return node;
}

Object takeObject(tsp_value& node) {
    CHECK_EQ(node.kind, TSP_KIND_OBJECT);
    Object taken(static_cast<tsp_object*>(node.as.ref.data));
    node.kind = TSP_KIND_NONE;
    return taken;
}

Tensor floatTensor(const std::vector<float>& values, std::vector<int64_t> sizes) {
    if (sizes.empty()) {
        sizes.push_back(static_cast<int64_t>(values.size()));
    }
    tsp_tensor* tensor = nullptr;
    CHECK_OK(tsp_tensor_from_data(values.data(),
                                  static_cast<int64_t>(values.size() * sizeof(float)), sizes.data(),
                                  static_cast<int64_t>(sizes.size()), TSP_DTYPE_FLOAT32, &tensor));
    return Tensor(tensor);
}

tsp_tensor_info infoOf(tsp_tensor* tensor) {
    tsp_tensor_info info;
    CHECK_OK(tsp_tensor_info_get(tensor, &info));
    return info;
}

std::vector<float> floatsOf(tsp_tensor* tensor) {
    const auto info = infoOf(tensor);
    CHECK_EQ(info.dtype, TSP_DTYPE_FLOAT32);
    std::vector<float> values(static_cast<size_t>(info.numel));
    CHECK_OK(tsp_tensor_copy_to_host(tensor, values.data(),
                                     static_cast<int64_t>(values.size() * sizeof(float))));
    return values;
}

std::string fixture(const std::string& name) {
    const char* folder = std::getenv("TORCHSHARP_PY_FIXTURES");
    if (folder == nullptr) {
        throw testing::Failure("TORCHSHARP_PY_FIXTURES must name the folder that "
                               "tests/models/write_fixtures.py has filled");
    }
    return std::string(folder) + "/" + name;
}

tsp_source fileSource(std::string_view path) {
    return {TSP_SOURCE_FILE, 0, asText(path), nullptr, 0, nullptr, nullptr};
}

tsp_sink fileSink(std::string_view path) {
    return {TSP_SINK_FILE, 0, asText(path), nullptr, nullptr};
}

tsp_status load(std::string_view path, const char* device, tsp_module** module) {
    const tsp_source source = fileSource(path);
    return tsp_module_load(&source, device == nullptr ? tsp_text{} : asText(device), nullptr,
                           nullptr, module);
}

Module loadFixture(const std::string& name) {
    const auto path = fixture(name);
    tsp_module* module = nullptr;
    CHECK_OK(load(path, nullptr, &module));
    return Module(module);
}

CallableHandle methodOf(const Module& module, std::string_view name) {
    tsp_callable* callable = nullptr;
    CHECK_OK(tsp_module_callable(module.get(), asText(name), 0, &callable));
    return CallableHandle(callable);
}

CallableHandle methodOf(const std::string& fixtureName, std::string_view method) {
    return methodOf(loadFixture(fixtureName), method);
}

Unit compile(std::string_view source) {
    tsp_unit* unit = nullptr;
    CHECK_OK(tsp_unit_compile(asText(source), &unit));
    return Unit(unit);
}

CallableHandle functionOf(const Unit& unit, std::string_view name) {
    tsp_callable* callable = nullptr;
    CHECK_OK(tsp_unit_callable(unit.get(), asText(name), &callable));
    return CallableHandle(callable);
}

CallableHandle operatorOf(const char* name, const char* overload) {
    tsp_callable* callable = nullptr;
    CHECK_OK(tsp_operator_callable(asText(name), asText(overload), &callable));
    return CallableHandle(callable);
}

Result call(const CallableHandle& callable, const std::vector<tsp_value>& arguments,
            size_t capacity) {
    Result result(capacity);
    CHECK_OK(tsp_callable_call(callable.get(), arguments.data(),
                               static_cast<int64_t>(arguments.size()), result.out(),
                               result.capacity()));
    return result;
}

ErrorCopy failedCall(const CallableHandle& callable, const std::vector<tsp_value>& arguments) {
    Result result;
    return failed(tsp_callable_call(callable.get(), arguments.data(),
                                    static_cast<int64_t>(arguments.size()), result.out(),
                                    result.capacity()));
}
