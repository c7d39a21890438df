#include "handles.h"

namespace {

ErrorCopy failedCompile(std::string_view source) {
    tsp_unit* unit = nullptr;
    const auto error = failed(tsp_unit_compile(asText(source), &unit));
    CHECK(unit == nullptr);
    return error;
}

constexpr std::string_view reluAndTwice = R"(
def relu_script(a, b):
    return torch.relu(a + b)

def twice(x: int) -> int:
    return 2 * x
)";

} // namespace

TEST(compiledFunctionsAreListed) {
    const auto unit = compile(reluAndTwice);
    Result functions;
    CHECK_OK(tsp_unit_functions(unit.get(), functions.out()));
    const auto names = textsOf(functions.root());
    CHECK_EQ(names.size(), size_t{2});
    CHECK_EQ(names[0], "relu_script");
    CHECK_EQ(names[1], "twice");
}

TEST(compiledFunctionRuns) {
    const auto unit = compile(reluAndTwice);
    auto number = call(functionOf(unit, "twice"), {intArg(21)});
    CHECK_EQ(intOf(number.root()), 42);
    const auto a = floatTensor({1, -5, 3});
    const auto b = floatTensor({1, 1, 1});
    auto sum = call(functionOf(unit, "relu_script"), {tensorArg(a), tensorArg(b)});
    CHECK(floatsOf(tensorOf(sum.root())) == std::vector<float>({2, 0, 4}));
}

TEST(functionOutlivesItsUnit) {
    CallableHandle twice;
    {
        const auto unit = compile(reluAndTwice);
        twice = functionOf(unit, "twice");
    }
    auto result = call(twice, {intArg(4)});
    CHECK_EQ(intOf(result.root()), 8);
}

TEST(syntaxErrorHasLineAndColumn) {
    const auto error = failedCompile("def f(x):\n    y = $\n    return y\n");
    CHECK_EQ(error.kind, TSP_ERROR_COMPILE);
    CHECK_EQ(error.line, 2);
    CHECK_EQ(error.column, 9);
}

TEST(incompleteSourceIsACompileError) {
    const auto error = failedCompile("def f(x):\n    return x +");
    CHECK_EQ(error.kind, TSP_ERROR_COMPILE);
    CHECK(error.line > 0);
    CHECK_CONTAINS(error.message, "return x +");
}

TEST(undefinedNameHasLineAndColumn) {
    const auto error = failedCompile("def f(x):\n    y = x\n    return x + nowhere\n");
    CHECK_EQ(error.kind, TSP_ERROR_COMPILE);
    CHECK_EQ(error.line, 3);
    CHECK_EQ(error.column, 16);
    CHECK_CONTAINS(error.message, "nowhere");
}

TEST(unknownOperatorInSourceIsRecognized) {
    const auto error = failedCompile("def f(x):\n    return torch.no_such_operator(x)\n");
    CHECK_EQ(error.kind, TSP_ERROR_UNKNOWN_OPERATOR);
    CHECK_CONTAINS(error.message, "no_such_operator");
    CHECK_EQ(error.line, 2);
}

TEST(unknownFunctionListsTheFunctionsThereAre) {
    const auto unit = compile(reluAndTwice);
    tsp_callable* callable = nullptr;
    const auto error = failed(tsp_unit_callable(unit.get(), asText("thrice"), &callable));
    CHECK_EQ(error.kind, TSP_ERROR_UNKNOWN_METHOD);
    CHECK_CONTAINS(error.message, "relu_script, twice");
}
