#include <cmath>

#include "handles.h"

// Dictionaries, complex numbers, and what the schema leaves open.

namespace {

CallableHandle identity(const std::string& type) {
    const auto unit = compile("def f(x: " + type + ") -> " + type + ":\n    return x\n");
    return functionOf(unit, "f");
}

uint32_t elementKind(const tsp_value& node) {
    return (node.flags >> TSP_VALUE_ELEMENT_SHIFT) & 0xFFU;
}

uint32_t mappedKind(const tsp_value& node) {
    return (node.flags >> TSP_VALUE_MAPPED_SHIFT) & 0xFFU;
}

} // namespace

TEST(dictionaryKeepsItsOrderAndItsTensors) {
    const auto x = floatTensor({1});
    const auto y = floatTensor({2});
    std::vector<tsp_value> pairs{textArg("zebra"), tensorArg(x), textArg("ape"), tensorArg(y)};
    const auto f = identity("Dict[str, Tensor]");
    for (const size_t capacity : {1, 2, 5, 64}) {
        auto result = call(f, {pairsArg(TSP_KIND_DICT, pairs)}, capacity);
        const auto& root = result.root();
        CHECK_EQ(root.kind, TSP_KIND_DICT);
        CHECK_EQ(root.as.ref.size, 2);
        CHECK_EQ(textOf(child(root, 0)), "zebra");
        CHECK_EQ(tensorOf(child(root, 1)), x.get());
        CHECK_EQ(textOf(child(root, 2)), "ape");
        CHECK_EQ(tensorOf(child(root, 3)), y.get());
    }
    CHECK_EQ(infoOf(x.get()).use_count, 1);
}

TEST(emptyContainersTellWhatTheyWouldHold) {
    std::vector<tsp_value> nothing;
    auto dict = call(identity("Dict[int, Tensor]"), {pairsArg(TSP_KIND_DICT, nothing)});
    CHECK_EQ(elementKind(dict.root()), uint32_t{TSP_TYPE_INT});
    CHECK_EQ(mappedKind(dict.root()), uint32_t{TSP_TYPE_TENSOR});
    auto list = call(identity("List[str]"), {nodesArg(TSP_KIND_LIST, nothing)});
    CHECK_EQ(elementKind(list.root()), uint32_t{TSP_TYPE_STRING});
}

TEST(flagsTypeAnEmptyContainerWhereTheSchemaSaysAny) {
    const auto unit = compile(R"(
def f(x: Any) -> str:
    if isinstance(x, List[str]):
        return "strings"
    if isinstance(x, Dict[str, Tensor]):
        return "tensors by name"
    return "something else"
)");
    const auto f = functionOf(unit, "f");
    std::vector<tsp_value> nothing;
    auto list = nodesArg(TSP_KIND_LIST, nothing);
    CHECK_EQ(textOf(call(f, {list}).root()), "something else");
    list.flags = TSP_TYPE_STRING << TSP_VALUE_ELEMENT_SHIFT;
    CHECK_EQ(textOf(call(f, {list}).root()), "strings");
    auto dict = pairsArg(TSP_KIND_DICT, nothing);
    dict.flags = TSP_TYPE_STRING << TSP_VALUE_ELEMENT_SHIFT | TSP_TYPE_TENSOR
                                                                  << TSP_VALUE_MAPPED_SHIFT;
    CHECK_EQ(textOf(call(f, {dict}).root()), "tensors by name");
}

TEST(aContainerAsAnyHasTheTypeOfItsItems) {
    const auto unit = compile(R"(
def f(x: Any) -> str:
    if isinstance(x, List[Optional[int]]):
        return "optional ints"
    if isinstance(x, List[str]):
        return "strings"
    return "something else"
)");
    const auto f = functionOf(unit, "f");
    std::vector<tsp_value> texts{textArg("a"), textArg("b")};
    CHECK_EQ(textOf(call(f, {nodesArg(TSP_KIND_LIST, texts)}).root()), "strings");
    std::vector<tsp_value> gaps{intArg(1), noneArg()};
    CHECK_EQ(textOf(call(f, {nodesArg(TSP_KIND_LIST, gaps)}).root()), "optional ints");
    std::vector<tsp_value> mixed{intArg(1), textArg("b")};
    CHECK_EQ(textOf(call(f, {nodesArg(TSP_KIND_LIST, mixed)}).root()), "something else");
}

TEST(wrongKeysAndValuesAreRefused) {
    const auto f = identity("Dict[str, int]");
    std::vector<tsp_value> byNumber{intArg(1), intArg(2)};
    auto error = failedCall(f, {pairsArg(TSP_KIND_DICT, byNumber)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "argument 'x' (position 1) must be Dict[str, int], not int");
    std::vector<tsp_value> pairs{textArg("a"), floatArg(2)};
    CHECK_CONTAINS(failedCall(f, {pairsArg(TSP_KIND_DICT, pairs)}).message, "not float");
    CHECK_EQ(failedCall(f, {intsArg({1})}).kind, TSP_ERROR_TYPE);
}

TEST(aKeyThatTorchScriptHasNotIsRefusedAsAny) {
    const auto f = identity("Any");
    std::vector<tsp_value> key{intArg(1)};
    std::vector<tsp_value> pairs{nodesArg(TSP_KIND_TUPLE, key), intArg(2)};
    CHECK_EQ(failedCall(f, {pairsArg(TSP_KIND_DICT, pairs)}).kind, TSP_ERROR_TYPE);
}

TEST(complexNumbersKeepTheirParts) {
    auto result = call(identity("complex"), {complexArg(-0.0, 2.5)});
    CHECK_EQ(result.root().kind, TSP_KIND_COMPLEX);
    CHECK_EQ(result.root().as.complex[1], 2.5);
    CHECK(std::signbit(result.root().as.complex[0]));
    CHECK_EQ(call(identity("complex"), {intArg(3)}).root().as.complex[0], 3.0);
    CHECK_EQ(failedCall(identity("float"), {complexArg(1, 0)}).kind, TSP_ERROR_TYPE);
}

TEST(aUnionTakesTheMemberThatFitsExactly) {
    const auto f = identity("Union[float, int, List[str]]");
    CHECK_EQ(call(f, {intArg(3)}).root().kind, TSP_KIND_INT);
    CHECK_EQ(call(f, {floatArg(3)}).root().kind, TSP_KIND_FLOAT);
    std::vector<tsp_value> nothing;
    CHECK_EQ(call(f, {nodesArg(TSP_KIND_LIST, nothing)}).root().kind, TSP_KIND_LIST);
    CHECK_EQ(failedCall(f, {textArg("a")}).kind, TSP_ERROR_TYPE);
    CHECK_EQ(call(identity("Union[float, str]"), {intArg(3)}).root().kind, TSP_KIND_FLOAT);
}

TEST(aDeviceIsNoText) {
    const auto f = identity("Device");
    auto result = call(f, {textArg("cpu")});
    CHECK_EQ(result.root().kind, TSP_KIND_DEVICE);
    CHECK_EQ(call(f, {result.root()}).root().kind, TSP_KIND_DEVICE);
    CHECK_EQ(call(identity("Any"), {result.root()}).root().kind, TSP_KIND_DEVICE);
    CHECK_EQ(failedCall(identity("str"), {result.root()}).kind, TSP_ERROR_TYPE);
}

TEST(aDefaultMayStandBetweenArguments) {
    const auto unit = compile("def f(a: int, b: int = 5, c: int = 7) -> List[int]:\n"
                              "    return [a, b, c]\n");
    const auto f = functionOf(unit, "f");
    tsp_value fallback{};
    fallback.kind = TSP_KIND_DEFAULT;
    auto result = call(f, {intArg(1), fallback, intArg(2)});
    const auto* items = static_cast<const int64_t*>(result.root().as.ref.data);
    CHECK_EQ(items[1], 5);
    CHECK_EQ(items[2], 2);
    const auto error = failedCall(f, {fallback});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
    CHECK_CONTAINS(error.message, "missing argument 'a' (position 1)");
    CHECK_EQ(failedCall(identity("List[int]"), {fallback}).kind, TSP_ERROR_TYPE);
}

TEST(schemasTellTheDefaultsThemselves) {
    const auto unit = compile("def f(a: int, b: Optional[int] = None, c: float = 0.1):\n"
                              "    return a\n");
    const auto f = functionOf(unit, "f");
    Result schema;
    CHECK_OK(tsp_callable_schema(f.get(), schema.out()));
    const auto& parameters = child(schema.root(), 2);
    CHECK_EQ(intOf(child(child(parameters, 1), 2)), 1); // has a default, which is None
    CHECK_EQ(child(child(parameters, 1), 5).kind, TSP_KIND_NONE);
    CHECK_EQ(floatOf(child(child(parameters, 2), 5)), 0.1);
}

TEST(aUnionTakesWhatFitsExactlyFirst) {
    const auto unit = compile(R"(
def f(x: Union[Device, str]) -> str:
    if isinstance(x, str):
        return "text"
    return "device"

def g(x: Union[List[float], List[int]]) -> str:
    if isinstance(x, List[int]):
        return "ints"
    return "floats"
)");
    const auto f = functionOf(unit, "f");
    auto device = textArg("cpu");
    device.kind = TSP_KIND_DEVICE;
    for (const char* text : {"cpu", "no device"}) {
        auto result = call(f, {textArg(text)});
        CHECK_EQ(textOf(result.root()), "text");
    }
    auto result = call(f, {device});
    CHECK_EQ(textOf(result.root()), "device");
    auto empty = call(functionOf(unit, "g"), {intsArg({})});
    CHECK_EQ(textOf(empty.root()), "ints");
}

TEST(tensorsInTuplesAreTensorsOfAnyShape) {
    const auto unit = compile(R"(
def f(x: Any) -> bool:
    return isinstance(x, List[Tuple[Tensor, int]])
)");
    const auto x = floatTensor({1});
    const auto y = floatTensor({1, 2, 3, 4}, {2, 2});
    std::vector<tsp_value> first{tensorArg(x), intArg(1)};
    std::vector<tsp_value> second{tensorArg(y), intArg(2)};
    std::vector<tsp_value> tuples{nodesArg(TSP_KIND_TUPLE, first),
                                  nodesArg(TSP_KIND_TUPLE, second)};
    for (size_t count : {2, 1}) {
        tuples.resize(count);
        auto result = call(functionOf(unit, "f"), {nodesArg(TSP_KIND_LIST, tuples)});
        CHECK_EQ(intOf(result.root()), 1);
    }
}
