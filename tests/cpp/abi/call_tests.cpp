#include "handles.h"

#include <array>

TEST(callsAMethodWithTensors) {
    const auto forward = methodOf("sample.pt", "forward");
    const auto x = floatTensor(std::vector<float>(10, 3));
    const auto y = floatTensor(std::vector<float>(10, 1));
    auto result = call(forward, {tensorArg(x), tensorArg(y)}, 3);
    CHECK_EQ(sizeOf(result.root()), 2);
    CHECK(floatsOf(tensorOf(child(result.root(), 0))) == std::vector<float>(10, 4));
    CHECK(floatsOf(tensorOf(child(result.root(), 1))) == std::vector<float>(10, 2));
}

TEST(argumentsStayTheCallers) {
    const auto predict = methodOf("sample.pt", "predict");
    const auto x = floatTensor(std::vector<float>(10, 3));
    call(predict, {tensorArg(x)});
    CHECK_EQ(infoOf(x.get()).use_count, 1);
}

TEST(argumentsMayBeNullWhenThereAreNone) {
    const auto nothing = methodOf("values.pt", "nothing");
    Result result;
    CHECK_OK(tsp_callable_call(nothing.get(), nullptr, 0, result.out(), 1));
    CHECK_EQ(result.root().kind, TSP_KIND_NONE);
}

TEST(resultsCanBeDropped) {
    const auto live = tsp_live_handles();
    const auto x = floatTensor({1, 2});
    const auto forward = methodOf("sample.pt", "predict");
    const auto y = floatTensor(std::vector<float>(10, 3));
    const tsp_value given = tensorArg(y);
    CHECK_OK(tsp_callable_call(forward.get(), &given, 1, nullptr, 0));
    const auto add = operatorOf("aten::add_", "Tensor");
    const std::array<tsp_value, 2> both = {tensorArg(x), tensorArg(x)};
    CHECK_OK(tsp_callable_call(add.get(), both.data(), 2, nullptr, 0));
    CHECK(floatsOf(x.get()) == std::vector<float>({2, 4}));
    CHECK_EQ(tsp_live_handles(), live + 4); // two tensors and two callables
}

TEST(operatorsOfCommonSignaturesTakeWhatOthersTake) {
    const auto add = operatorOf("aten::add", "Tensor");
    const auto x = floatTensor({1, 2});
    CHECK(floatsOf(tensorOf(call(add, {tensorArg(x), tensorArg(x)}).root())) ==
          std::vector<float>({2, 4}));
    tsp_value complex{};
    complex.kind = TSP_KIND_COMPLEX; // of another kind than the fast way reads
    complex.as.complex[0] = 1;
    auto result = call(operatorOf("aten::mul", "Scalar"), {tensorArg(x), complex});
    CHECK_EQ(infoOf(tensorOf(result.root())).dtype, TSP_DTYPE_COMPLEX64);
    const auto error = failedCall(add, {tensorArg(x), intArg(1)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "argument 'other' (position 2) must be Tensor, not int");
}

TEST(errorsOfOperatorsHaveTheSchema) {
    const auto mm = operatorOf("aten::mm", "");
    const auto x = floatTensor({1, 2});
    const auto error = failedCall(mm, {tensorArg(x), tensorArg(x)});
    CHECK_EQ(error.kind, TSP_ERROR_RUNTIME);
    CHECK_CONTAINS(error.message, "must be a matrix");
    CHECK_CONTAINS(error.message, "Schema: aten::mm(Tensor self, Tensor mat2) -> Tensor");
    CHECK(error.message.find("C++") == std::string::npos);
}

TEST(quantizedTypesAndOpaqueLayoutsAreRefused) {
    const auto zeros = operatorOf("aten::zeros", "");
    const std::array<int64_t, 1> size = {3};
    tsp_value sizes{};
    sizes.kind = TSP_KIND_INT_LIST;
    sizes.as.ref = {const_cast<int64_t*>(size.data()), 1};
    CHECK_CONTAINS(failedCall(zeros, {sizes, intArg(TSP_DTYPE_QINT8)}).message, "scale");
    tsp_value none{};
    CHECK_CONTAINS(failedCall(zeros, {sizes, none, intArg(3)}).message, "Mkldnn");
}

TEST(missingTrailingArgumentsTakeTheirDefaults) {
    const auto method = methodOf("values.pt", "with_default");
    const auto x = floatTensor({1, 2});
    auto both = call(method, {tensorArg(x)});
    CHECK(floatsOf(tensorOf(both.root())) == std::vector<float>({3, 6}));
    auto second = call(method, {tensorArg(x), intArg(4)});
    CHECK(floatsOf(tensorOf(second.root())) == std::vector<float>({6, 12}));
}

TEST(tooFewArgumentsNameTheMissingOne) {
    const auto forward = methodOf("sample.pt", "forward");
    const auto error = failedCall(forward, {tensorArg(floatTensor({1}))});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "missing argument 'y' (position 2)");
    CHECK_CONTAINS(error.message, "forward(Tensor x, Tensor y)");
}

TEST(tooManyArgumentsAreCounted) {
    const auto method = methodOf("values.pt", "identity_int");
    const auto error = failedCall(method, {intArg(1), intArg(2)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "takes 1 argument, but 2 were given");
}

TEST(wrongTypeNamesArgumentSchemaAndWhatCame) {
    const auto method = methodOf("sample.pt", "add_scalar");
    const auto error = failedCall(method, {tensorArg(floatTensor({1})), floatArg(3.14)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "argument 'i' (position 2) must be int, not float");
    CHECK_CONTAINS(error.message, "add_scalar(Tensor x, int i)");
}

TEST(intWidensToFloat) {
    auto result = call(methodOf("values.pt", "identity_float"), {intArg(3)});
    CHECK_EQ(floatOf(result.root()), 3.0);
}

TEST(boolIsNoInt) {
    const auto error = failedCall(methodOf("values.pt", "identity_int"), {boolArg(true)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "must be int, not bool");
}

TEST(noneFitsOnlyOptional) {
    const auto module = loadFixture("values.pt");
    auto none = call(methodOf(module, "identity_none"), {noneArg()});
    CHECK_EQ(none.root().kind, TSP_KIND_NONE);
    auto number = call(methodOf(module, "identity_optional_int"), {intArg(5)});
    CHECK_EQ(intOf(number.root()), 5);
    CHECK_EQ(failedCall(methodOf(module, "identity_int"), {noneArg()}).kind, TSP_ERROR_TYPE);
}

TEST(denseAndNodeListsAreTheSameList) {
    const auto method = methodOf("values.pt", "identity_ints");
    const std::vector<int64_t> dense{1, 2, 3};
    std::vector<tsp_value> nodes{intArg(1), intArg(2), intArg(3)};
    for (const auto& argument : {intsArg(dense), nodesArg(TSP_KIND_LIST, nodes)}) {
        auto result = call(method, {argument});
        CHECK_EQ(result.root().kind, TSP_KIND_INT_LIST);
        CHECK_EQ(sizeOf(result.root()), 3);
        CHECK_EQ(static_cast<int64_t*>(result.root().as.ref.data)[2], 3);
    }
}

TEST(wrongElementOfATupleIsATypeError) {
    const auto method = methodOf("values.pt", "nested");
    std::vector<tsp_value> inner{textArg("x"), intArg(1)};
    std::vector<tsp_value> none;
    const auto x = floatTensor({1});
    std::vector<tsp_value> outer{tensorArg(x), nodesArg(TSP_KIND_TUPLE, inner),
                                 nodesArg(TSP_KIND_LIST, none)};
    const auto error = failedCall(method, {nodesArg(TSP_KIND_TUPLE, outer)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "argument 'x'");
}

TEST(textKeepsNulBytes) {
    constexpr std::string_view text{"a\0b\xC3\xA9", 5};
    auto result = call(methodOf("values.pt", "identity_str"), {textArg(text)});
    CHECK_EQ(textOf(result.root()), text);
}

TEST(operatorIsCalledLikeAMethod) {
    const auto add = operatorOf("aten::add", "Tensor");
    const auto x = floatTensor({1, 2});
    const auto y = floatTensor({10, 20});
    auto result = call(add, {tensorArg(x), tensorArg(y), intArg(2)});
    CHECK(floatsOf(tensorOf(result.root())) == std::vector<float>({21, 42}));
}

TEST(methodOutlivesItsModule) {
    auto module = loadFixture("sample.pt");
    const auto addScalar = methodOf(module, "add_scalar");
    module.reset();
    const auto x = floatTensor({1, 2});
    auto result = call(addScalar, {tensorArg(x), intArg(5)});
    CHECK(floatsOf(tensorOf(result.root())) == std::vector<float>({6, 7}));
}

TEST(retainedModuleIsTheSameModule) {
    auto module = loadFixture("linear.pt");
    tsp_module* retained = nullptr;
    CHECK_OK(tsp_module_retain(module.get(), &retained));
    const Module second(retained);
    CHECK_OK(tsp_module_train(module.get(), 0));
    module.reset();
    int32_t training = -1;
    CHECK_OK(tsp_module_is_training(second.get(), &training));
    CHECK_EQ(training, 0);
}

TEST(denseListsFitOtherElementTypes) {
    const auto unit = compile("def count(x: List[Optional[int]]) -> int:\n    return len(x)\n"
                              "def total(x: List[float]) -> float:\n    return sum(x)\n");
    const std::vector<int64_t> values = {1, 2, 3};
    CHECK_EQ(intOf(call(functionOf(unit, "count"), {intsArg(values)}).root()), 3);
    CHECK_EQ(floatOf(call(functionOf(unit, "total"), {intsArg(values)}).root()), 6.0);
}

TEST(aUnionTakesTheMemberThatFits) {
    const auto unit = compile("def f(x: Union[int, str]) -> str:\n"
                              "    return x if isinstance(x, str) else str(x)\n");
    const auto f = functionOf(unit, "f");
    CHECK_EQ(textOf(call(f, {intArg(7)}).root()), "7");
    CHECK_EQ(textOf(call(f, {textArg("seven")}).root()), "seven");
    CHECK_EQ(failedCall(f, {floatArg(7)}).kind, TSP_ERROR_TYPE);
}

TEST(countsThatCannotBeAreRefused) {
    const auto unit = compile("def f(x: int) -> int:\n    return x\n");
    const auto f = functionOf(unit, "f");
    tsp_value result{};
    CHECK_EQ(failed(tsp_callable_call(f.get(), nullptr, -1, &result, 1)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(tsp_callable_call(f.get(), nullptr, 0, &result, 0)).kind, TSP_ERROR_VALUE);
    tsp_value null{};
    null.kind = TSP_KIND_TENSOR;
    CHECK_EQ(failedCall(operatorOf("aten::neg"), {null}).kind, TSP_ERROR_TYPE);
}

TEST(aNodeOfAnUnknownKindIsRefused) {
    const auto unit = compile("def f(x: List[int]) -> int:\n    return len(x)\n");
    std::vector<tsp_value> elements = {intArg(1)};
    auto strange = nodesArg(TSP_KIND_LIST, elements);
    strange.kind = 99;
    const auto error = failedCall(functionOf(unit, "f"), {strange});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "unknown kind 99");
}
