#include <functional>
#include <limits>

#include "handles.h"

// Parameters that no careful caller sends: sizes and counts that cannot be, null pointers that have
// a size, numbers beyond an enum. Each is refused as a value before anything is read through it.

namespace {

constexpr int64_t least = std::numeric_limits<int64_t>::min();
constexpr int64_t most = std::numeric_limits<int64_t>::max();

// Everything that functions want besides the parameter that is wrong.
struct Handles {
    Module module = loadFixture("objects.pt");
    Unit unit = compile("def f(x: int) -> int:\n    return x + 1\n");
    CallableHandle f = functionOf(unit, "f");
    Tensor tensor = floatTensor({1, 2});
    Object point = pointOf(module);

    static Object pointOf(const Module& module) {
        auto made = call(methodOf(module, "make_point"), {floatArg(3), floatArg(4)});
        return takeObject(made.root());
    }
};

void checkValueError(tsp_status status) { CHECK_EQ(failed(status).kind, TSP_ERROR_VALUE); }

tsp_value numberedNode(int kind, void* data, int64_t size) {
    tsp_value node{};
    node.kind = kind;
    node.as.ref.data = data;
    node.as.ref.size = size;
    return node;
}

int64_t readNothing(void*, int64_t, void*, int64_t) { return 0; }

} // namespace

TEST(textsThatCannotBeAreRefused) {
    const Handles with;
    Result out;
    tsp_callable* callable = nullptr;
    tsp_module* module = nullptr;
    tsp_unit* unit = nullptr;
    tsp_object* object = nullptr;
    const tsp_value value = intArg(1);
    const tsp_source source = fileSource("nowhere");
    const std::vector<std::function<tsp_status(tsp_text)>> functions = {
        [](tsp_text text) { return tsp_library_load(text); },
        [&](tsp_text text) { return tsp_operator_callable(text, asText(""), &callable); },
        [&](tsp_text text) { return tsp_operator_callable(asText("aten::add"), text, &callable); },
        [&](tsp_text text) { return tsp_module_load(&source, text, nullptr, nullptr, &module); },
        [&](tsp_text text) { return tsp_module_callable(with.module.get(), text, 0, &callable); },
        [&](tsp_text text) { return tsp_module_class(with.module.get(), text, &callable); },
        [&](tsp_text text) { return tsp_module_to(with.module.get(), text, -1, 0); },
        [&](tsp_text text) { return tsp_checkpoint_load(&source, text, out.out()); },
        [&](tsp_text text) { return tsp_unit_compile(text, &unit); },
        [&](tsp_text text) { return tsp_unit_callable(with.unit.get(), text, &callable); },
        [&](tsp_text text) { return tsp_unit_class(with.unit.get(), text, &callable); },
        [&](tsp_text text) { return tsp_object_get(with.point.get(), text, out.out(), 1); },
        [&](tsp_text text) { return tsp_object_set(with.point.get(), text, &value); },
        [&](tsp_text text) { return tsp_object_callable(with.point.get(), text, &callable); },
        [&](tsp_text text) { return tsp_generator_create(text, &object); },
        [&](tsp_text text) { return tsp_generator_default(text, &object); },
        [&](tsp_text text) { return tsp_device_synchronize(text); },
        [&](tsp_text text) { return tsp_setting_get(text, out.out()); },
        [&](tsp_text text) { return tsp_setting_set(text, &value); },
        [](tsp_text text) { return tsp_failure_set(text, nullptr, nullptr); },
    };
    for (const auto& function : functions) {
        checkValueError(function(tsp_text{"text", -1}));
        checkValueError(function(tsp_text{"text", least}));
        checkValueError(function(tsp_text{"text", most}));
    }
    for (const auto& function : functions) { // null is a text only where a comment says so
        if (const auto status = function(tsp_text{nullptr, 3}); status != TSP_OK) {
            const auto error = failed(status);
            CHECK(error.kind == TSP_ERROR_VALUE || error.kind == TSP_ERROR_FILE_NOT_FOUND);
        }
    }
}

TEST(namesWithOddBytesAreNotFound) {
    const Handles with;
    const std::string nul("f\0f", 3);
    for (const std::string& name : {nul, std::string("\xED\xA0\x80"), std::string("\xFF\xFE"),
                                    std::string(100'000, 'x'), std::string(".."), std::string()}) {
        tsp_callable* callable = nullptr;
        tsp_object* object = nullptr;
        Result out;
        const auto text = asText(name);
        const auto value = intArg(1);
        CHECK_EQ(failed(tsp_module_callable(with.module.get(), text, 1, &callable)).kind,
                 TSP_ERROR_UNKNOWN_METHOD);
        CHECK_EQ(failed(tsp_module_class(with.module.get(), text, &callable)).kind,
                 TSP_ERROR_UNKNOWN_METHOD);
        CHECK_EQ(failed(tsp_unit_callable(with.unit.get(), text, &callable)).kind,
                 TSP_ERROR_UNKNOWN_METHOD);
        CHECK_EQ(failed(tsp_unit_class(with.unit.get(), text, &callable)).kind,
                 TSP_ERROR_UNKNOWN_METHOD);
        CHECK_EQ(failed(tsp_object_callable(with.point.get(), text, &callable)).kind,
                 TSP_ERROR_UNKNOWN_METHOD);
        CHECK_EQ(failed(tsp_object_get(with.point.get(), text, out.out(), 1)).kind,
                 TSP_ERROR_UNKNOWN_METHOD);
        CHECK_EQ(failed(tsp_object_set(with.point.get(), text, &value)).kind,
                 TSP_ERROR_UNKNOWN_METHOD);
        CHECK_EQ(failed(tsp_operator_callable(text, text, &callable)).kind,
                 TSP_ERROR_UNKNOWN_OPERATOR);
        checkValueError(tsp_generator_create(text, &object));
        checkValueError(tsp_module_to(with.module.get(), text, -1, 0));
    }
}

TEST(sourceWithOddBytesDoesNotCompile) {
    for (const std::string& text :
         {std::string("def f():\n    return 1\0", 22), std::string("\xED\xA0\x80"),
          std::string("def \xFF():\n    return 1\n"), std::string("def f(x: str = '\xED\xA0\x80'"),
          std::string(1, '\0')}) {
        tsp_unit* unit = nullptr;
        CHECK_EQ(failed(tsp_unit_compile(asText(text), &unit)).kind, TSP_ERROR_COMPILE);
    }
}

TEST(sourcesAndSinksThatCannotBeAreRefused) {
    const Handles with;
    const auto checkSource = [&](const tsp_source& source) {
        tsp_module* module = nullptr;
        Result out;
        checkValueError(tsp_module_load(&source, tsp_text{}, nullptr, nullptr, &module));
        checkValueError(tsp_checkpoint_load(&source, tsp_text{}, out.out()));
    };
    const auto checkSink = [&](const tsp_sink& sink) {
        const auto value = intArg(1);
        checkValueError(tsp_module_save(with.module.get(), &sink, nullptr));
        checkValueError(tsp_checkpoint_save(&value, &sink));
    };
    for (const int kind : {-1, 4, 99, std::numeric_limits<int>::max()}) {
        tsp_source source = fileSource("nowhere");
        source.kind = kind;
        checkSource(source);
        tsp_sink sink = fileSink("nowhere");
        sink.kind = kind;
        checkSink(sink);
    }
    const char bytes[] = "bytes";
    for (const int64_t size : {int64_t{-1}, least, most}) {
        tsp_source source{};
        source.kind = TSP_SOURCE_BYTES;
        source.data = bytes;
        source.size = size;
        checkSource(source);
        source.kind = TSP_SOURCE_STREAM;
        source.read = readNothing;
        checkSource(source);
    }
    for (const int kind : {TSP_SOURCE_BYTES, TSP_SOURCE_STREAM}) { // without data, without read
        tsp_source source{};
        source.kind = kind;
        source.size = 5;
        checkSource(source);
    }
    tsp_sink sink{};
    sink.kind = TSP_SINK_STREAM; // without write
    checkSink(sink);
    for (const auto text : {tsp_text{nullptr, 3}, tsp_text{"x", -1}, tsp_text{"x\0y", 3}}) {
        tsp_source source{};
        source.path = text;
        checkSource(source);
        source.kind = TSP_SOURCE_MAPPED_FILE;
        checkSource(source);
        tsp_sink target{};
        target.path = text;
        checkSink(target);
    }
}

TEST(countsThatCannotBeAreRefused) {
    const Handles with;
    Result out;
    int64_t runs = 0;
    tsp_tensor* tensor = nullptr;
    const auto one = intArg(1);
    const float bytes[2] = {1, 2};
    const int64_t sizes[] = {2};
    for (const int64_t count : {int64_t{-1}, least}) {
        checkValueError(tsp_callable_call(with.f.get(), &one, count, out.out(), 1));
        checkValueError(tsp_callable_warm_up(with.f.get(), &one, count, 1, &runs));
        checkValueError(tsp_callable_warm_up(with.f.get(), &one, 1, count, &runs));
        checkValueError(tsp_tensor_from_data(bytes, 8, sizes, count, TSP_DTYPE_FLOAT32, &tensor));
        checkValueError(tsp_tensor_from_data(bytes, count, sizes, 1, TSP_DTYPE_FLOAT32, &tensor));
        checkValueError(tsp_tensor_copy_to_host(with.tensor.get(), nullptr, count));
        checkValueError(tsp_num_threads_set(count));
        checkValueError(tsp_num_interop_threads_set(count));
        checkValueError(tsp_profiled_runs_set(count));
    }
    for (const int64_t count : {int64_t{1}, most}) { // of arguments at a null pointer
        checkValueError(tsp_callable_call(with.f.get(), nullptr, count, out.out(), 1));
        checkValueError(tsp_callable_warm_up(with.f.get(), nullptr, count, 1, &runs));
    }
    CHECK_EQ(failed(tsp_callable_call(with.f.get(), &one, most, out.out(), 1)).kind,
             TSP_ERROR_TYPE); // too many, whatever they are
    checkValueError(tsp_callable_call(with.f.get(), &one, 1, out.out(), most));
    checkValueError(tsp_tensor_from_data(bytes, 8, nullptr, 1, TSP_DTYPE_FLOAT32, &tensor));
    checkValueError(tsp_tensor_from_data(bytes, 8, nullptr, most, TSP_DTYPE_FLOAT32, &tensor));
    checkValueError(tsp_tensor_from_data(bytes, 8, sizes, most, TSP_DTYPE_FLOAT32, &tensor));
    checkValueError(tsp_tensor_from_data(nullptr, 8, sizes, 1, TSP_DTYPE_FLOAT32, &tensor));
    checkValueError(tsp_tensor_copy_to_host(with.tensor.get(), nullptr, 8));
    for (const int64_t threads :
         {int64_t{100'000}, int64_t{std::numeric_limits<int>::max()}, most}) {
        checkValueError(tsp_num_threads_set(threads));
        checkValueError(tsp_num_interop_threads_set(threads));
    }
}

TEST(sizesWhoseProductOverflowsAreRefused) {
    for (const auto& sizes : {std::vector<int64_t>{most},
                              {most, most},
                              {int64_t{1} << 32, int64_t{1} << 32},
                              {int64_t{1} << 62},
                              {0, most, most},
                              {-1},
                              {least, 2}}) {
        tsp_tensor* tensor = nullptr;
        const auto status =
            tsp_tensor_from_data(nullptr, 0, sizes.data(), static_cast<int64_t>(sizes.size()),
                                 TSP_DTYPE_FLOAT32, &tensor);
        CHECK(status == TSP_ERROR_VALUE || status == TSP_ERROR_RUNTIME);
    }
}

TEST(numbersBeyondAnEnumAreRefused) {
    const Handles with;
    constexpr auto last = std::numeric_limits<int32_t>::max();
    for (const int32_t number : {-2, 99, 1000, last, std::numeric_limits<int32_t>::min()}) {
        Result out;
        tsp_module* module = nullptr;
        tsp_scope* scope = nullptr;
        tsp_tensor* tensor = nullptr;
        int32_t enabled = 0;
        int32_t dtype = 0;
        checkValueError(tsp_module_members(with.module.get(), number, 1, out.out()));
        checkValueError(tsp_module_copy(with.module.get(), number, &module));
        checkValueError(tsp_module_to(with.module.get(), tsp_text{}, number, 0));
        checkValueError(tsp_callable_text(with.f.get(), number, out.out()));
        checkValueError(tsp_autocast_enter(number, -1, 1, 1, &scope));
        checkValueError(tsp_autocast_enter(TSP_DEVICE_CPU, number, 1, 1, &scope));
        checkValueError(tsp_autocast_get(number, &enabled, &dtype));
        checkValueError(tsp_tensor_from_data(nullptr, 0, nullptr, 0, number, &tensor));
    }
}

TEST(aNullCallbackIsRefused) {
    const Handles with;
    auto later = call(methodOf(with.module, "later"), {tensorArg(floatTensor({1})), intArg(1)});
    const auto future = takeObject(later.root());
    checkValueError(tsp_future_then(future.get(), nullptr, nullptr));
}

TEST(itemsAtAnOddAddressAreRefused) {
    const auto unit = compile("def f(x: Any) -> Any:\n    return x\n");
    const auto f = functionOf(unit, "f");
    alignas(8) char memory[64] = {};
    for (const int kind : {TSP_KIND_INT_LIST, TSP_KIND_FLOAT_LIST, TSP_KIND_LIST, TSP_KIND_TUPLE,
                           TSP_KIND_DICT, TSP_KIND_NAMED_TUPLE, TSP_KIND_ENUM, TSP_KIND_FUTURE}) {
        const auto error = failedCall(f, {numberedNode(kind, memory + 1, 1)});
        CHECK_EQ(error.kind, TSP_ERROR_TYPE);
        CHECK_CONTAINS(error.message, "not a multiple of 8");
    }
    for (const int kind : {TSP_KIND_STRING, TSP_KIND_BOOL_LIST}) {
        call(f, {numberedNode(kind, memory + 1, 3)}, 8);
    }
}

TEST(anExpandedTensorOfHugeSizeCrosses) {
    const auto unit = compile("def f(x: Tensor, n: int) -> Tensor:\n    return x.expand([n])\n");
    const auto one = floatTensor({1});
    auto result = call(functionOf(unit, "f"), {tensorArg(one), intArg(int64_t{1} << 62)});
    CHECK_EQ(infoOf(tensorOf(result.root())).numel, int64_t{1} << 62);
    CHECK_EQ(sizeOf(result.root()), 4); // its memory
    char byte = 0;
    for (const int64_t size : {int64_t{0}, int64_t{1}}) {
        const auto error = failed(tsp_tensor_copy_to_host(tensorOf(result.root()), &byte, size));
        CHECK(error.kind == TSP_ERROR_VALUE || error.kind == TSP_ERROR_RUNTIME);
    }
}

TEST(aLineOfAnyWidthIsPrinted) {
    const auto tensor = floatTensor({1, 2, 3, 4}, {2, 2});
    for (const int64_t width : {least, int64_t{-1}, int64_t{0}, most}) {
        Result out;
        CHECK_OK(tsp_tensor_format(tensor.get(), width, out.out()));
        CHECK_CONTAINS(textOf(out.root()), "2");
    }
}

TEST(theLargestNumbersOfRunsDoNotOverflow) {
    const auto unit = compile("def f(x: Tensor) -> Tensor:\n    return x + 1\n");
    const auto f = functionOf(unit, "f");
    const auto x = floatTensor({1});
    const auto argument = tensorArg(x);
    int64_t before = 0;
    CHECK_OK(tsp_profiled_runs_get(&before));
    CHECK_OK(tsp_profiled_runs_set(most));
    int64_t runs = 0;
    const auto status = tsp_callable_warm_up(f.get(), &argument, 1, 3, &runs);
    CHECK_OK(tsp_profiled_runs_set(before));
    CHECK_OK(status);
    CHECK_EQ(runs, 3);
}

TEST(nullPointersAreRefusedByName) {
    const Handles with;
    auto* module = with.module.get();
    auto* tensor = with.tensor.get();
    const auto x = asText("x");
    const auto value = intArg(1);
    const tsp_source source = fileSource("nowhere");
    Result out;
    const auto check = [](tsp_status status, const char* name) {
        const auto error = failed(status);
        CHECK_EQ(error.kind, TSP_ERROR_VALUE);
        CHECK_CONTAINS(error.message, std::string("'") + name + "' is a null pointer");
    };
    tsp_build_info(nullptr);
    tsp_error_get(nullptr);
    check(tsp_num_threads_get(nullptr), "out");
    check(tsp_grad_mode_enter(1, nullptr), "out");
    check(tsp_autocast_get(TSP_DEVICE_CPU, nullptr, nullptr), "enabled");
    check(tsp_thread_state_enter(nullptr, nullptr), "state");
    check(tsp_tensor_from_data(nullptr, 0, nullptr, 0, TSP_DTYPE_FLOAT32, nullptr), "out");
    check(tsp_tensor_retain(nullptr, nullptr), "tensor");
    check(tsp_tensor_info_get(tensor, nullptr), "out");
    check(tsp_tensor_format(nullptr, 80, out.out()), "tensor");
    check(tsp_tensor_data_set(tensor, nullptr), "data");
    check(tsp_tensor_grad_get(tensor, nullptr), "out");
    check(tsp_tensors_clip_grad_value(nullptr, 1), "tensors");
    check(tsp_module_load(nullptr, tsp_text{}, nullptr, nullptr, nullptr), "source");
    check(tsp_module_load(&source, tsp_text{}, nullptr, nullptr, nullptr), "out");
    check(tsp_module_save(module, nullptr, nullptr), "sink");
    check(tsp_module_callable(nullptr, x, 0, nullptr), "module");
    check(tsp_module_load_state(module, nullptr, 0, out.out()), "state");
    check(tsp_checkpoint_save(&value, nullptr), "sink");
    check(tsp_unit_compile(x, nullptr), "out");
    check(tsp_callable_call(nullptr, nullptr, 0, out.out(), 1), "callable");
    check(tsp_tensor_item(nullptr, out.out()), "tensor");
    check(tsp_tensor_item(tensor, nullptr), "out");
    check(tsp_callable_warm_up(with.f.get(), &value, 1, 1, nullptr), "runs");
    check(tsp_fusion_strategy_set(nullptr, nullptr), "strategy");
    check(tsp_profiler_stop(tsp_text{}, nullptr), "out");
    check(tsp_object_set(with.point.get(), x, nullptr), "value");
    check(tsp_future_done(nullptr, nullptr), "future");
    check(tsp_generator_seed_get(with.point.get(), nullptr), "out");
    check(tsp_generator_default(x, nullptr), "out");
    check(tsp_generator_device(nullptr, out.out()), "generator");
    check(tsp_generator_reseed(with.point.get(), nullptr), "out");
    check(tsp_generator_state_get(with.point.get(), nullptr), "out");
    check(tsp_generator_state_set(with.point.get(), nullptr), "state");
    check(tsp_setting_get(x, nullptr), "out");
    check(tsp_setting_set(x, nullptr), "value");
    check(tsp_device_count(0, nullptr), "out");
}

TEST(anOperatorRefusesNumbersBeyondItsEnums) {
    struct Case {
        const char* name;
        const char* overload;
        std::vector<tsp_value> before;
        const char* argument;
    };
    const std::vector<int64_t> sizes{2};
    const auto tensor = floatTensor({1, 2});
    const auto none = noneArg();
    const std::vector<Case> cases = {
        {"aten::zeros", "", {intsArg(sizes)}, "'dtype'"},
        {"aten::zeros", "", {intsArg(sizes), none}, "'layout'"},
        {"aten::to", "dtype", {tensorArg(tensor)}, "'dtype'"},
        {"aten::sum", "", {tensorArg(tensor)}, "'dtype'"},
        {"aten::view", "dtype", {tensorArg(tensor)}, "'dtype'"},
        {"aten::promote_types", "", {intArg(TSP_DTYPE_INT64)}, "'type2'"},
        {"aten::clone", "", {tensorArg(tensor)}, "'memory_format'"},
        {"aten::empty",
         "memory_format",
         {intsArg(sizes), none, none, none, none},
         "'memory_format'"},
    };
    for (const auto& one : cases) {
        const auto callable = operatorOf(one.name, one.overload);
        for (const int64_t number : {int64_t{-1}, int64_t{99}, int64_t{256}, least, most}) {
            auto arguments = one.before;
            arguments.push_back(intArg(number));
            const auto error = failedCall(callable, arguments);
            CHECK_EQ(error.kind, TSP_ERROR_VALUE);
            CHECK_CONTAINS(error.message, one.argument);
            CHECK_CONTAINS(error.message, ", not " + std::to_string(number));
        }
    }
    auto made = call(operatorOf("aten::zeros"), {intsArg(sizes), intArg(TSP_DTYPE_BFLOAT16)});
    CHECK_EQ(infoOf(tensorOf(made.root())).dtype, TSP_DTYPE_BFLOAT16);
}
