#include <limits>

#include "handles.h"

// Nodes with wrong contents: each is refused with the name of its parameter, and nothing is read
// through it.

namespace {

CallableHandle identity(const std::string& type) {
    const auto unit = compile("def f(x: " + type + ") -> " + type + ":\n    return x\n");
    return functionOf(unit, "f");
}

void checkRefused(const tsp_value& node, const std::string& part) {
    for (const char* type : {"Any", "int", "List[int]", "Optional[Tuple[str, int]]",
                             "Dict[str, int]", "Union[int, List[str]]"}) {
        const auto error = failedCall(identity(type), {node});
        CHECK_EQ(error.kind, TSP_ERROR_TYPE);
        CHECK_CONTAINS(error.message, "argument 'x'");
        CHECK_CONTAINS(error.message, part);
    }
}

} // namespace

TEST(arraysThatCannotBeAreRefused) {
    for (int kind = TSP_KIND_STRING; kind <= TSP_KIND_FUTURE; ++kind) {
        if (kind == TSP_KIND_COMPLEX || kind == TSP_KIND_OBJECT || kind == TSP_KIND_MODULE) {
            continue;
        }
        tsp_value node{};
        node.kind = kind;
        node.as.ref.size = 3;
        checkRefused(node, "at a null pointer");
        tsp_value inside{};
        node.as.ref.data = &inside;
        for (const int64_t size : {int64_t{-1}, std::numeric_limits<int64_t>::min(),
                                   std::numeric_limits<int64_t>::max()}) {
            node.as.ref.size = size;
            checkRefused(node, std::to_string(size) + " items");
        }
    }
}

TEST(namesThatAreNoTextAreRefused) {
    std::vector<tsp_value> pair{intArg(1), intArg(2)};
    checkRefused(pairsArg(TSP_KIND_NAMED_TUPLE, pair), "not a STRING");
    checkRefused(nodesArg(TSP_KIND_ENUM, pair), "not a STRING");
}

TEST(nodesOfUnknownKindsAreRefused) {
    for (const int kind : {-1, TSP_KIND_LAYOUT + 1, std::numeric_limits<int>::max()}) {
        tsp_value node{};
        node.kind = kind;
        node.flags = ~0U;
        std::vector<tsp_value> items{node};
        checkRefused(node, "unknown kind");
        CHECK_EQ(failedCall(identity("Any"), {nodesArg(TSP_KIND_LIST, items)}).kind,
                 TSP_ERROR_TYPE);
    }
}

TEST(aNodeThatContainsItselfIsRefused) {
    for (const auto kind : {TSP_KIND_LIST, TSP_KIND_TUPLE, TSP_KIND_DICT}) {
        std::vector<tsp_value> items(2);
        items[0] = textArg("again");
        items[1] = kind == TSP_KIND_DICT ? pairsArg(kind, items) : nodesArg(kind, items);
        checkRefused(items[1], "contains itself");
    }
}

TEST(aListOfNestedListsMayBeDeepButNotTooDeep) {
    const auto f = identity("Any");
    for (const size_t depth : {size_t{400}, size_t{100'000}}) {
        std::vector<tsp_value> lists(depth);
        lists[0] = intsArg({});
        for (size_t i = 1; i < depth; ++i) {
            lists[i] = lists[0];
            lists[i].kind = TSP_KIND_LIST;
            lists[i].as.ref.data = &lists[i - 1];
            lists[i].as.ref.size = 1;
        }
        if (depth < 500) {
            auto result = call(f, {lists.back()});
            CHECK_EQ(result.root().kind, TSP_KIND_LIST);
        } else {
            CHECK_CONTAINS(failedCall(f, {lists.back()}).message, "500 levels");
        }
    }
}

TEST(aResultThatContainsItselfIsRefused) {
    const auto unit = compile(R"(
def f(depth: int) -> List[Any]:
    x: List[Any] = []
    for i in range(depth):
        y: List[Any] = []
        y.append(x)
        x = y
    if depth == 0:
        x.append(x)
    return x
)");
    const auto f = functionOf(unit, "f");
    auto result = call(f, {intArg(400)}, 64);
    CHECK_EQ(result.root().kind, TSP_KIND_LIST);
    for (const int64_t depth : {0, 1000}) {
        const auto error = failedCall(f, {intArg(depth)});
        CHECK_EQ(error.kind, TSP_ERROR_UNSUPPORTED);
        CHECK_CONTAINS(error.message, "contains itself");
    }
}

TEST(aResultWithoutRoomIsRefusedBeforeAnythingRuns) {
    const auto module = loadFixture("objects.pt");
    auto later = call(methodOf(module, "later"), {tensorArg(floatTensor({1})), intArg(1)});
    const auto future = takeObject(later.root());
    auto made = call(methodOf(module, "make_point"), {floatArg(3), floatArg(4)});
    const auto point = takeObject(made.root());
    const auto norm = methodOf(module, "mood");
    const auto good = std::vector<tsp_value>{boolArg(true)};
    for (const int64_t capacity : {int64_t{0}, int64_t{-1}, std::numeric_limits<int64_t>::min()}) {
        Result out(4);
        CHECK_EQ(failed(tsp_callable_call(norm.get(), good.data(), 1, out.out(), capacity)).kind,
                 TSP_ERROR_VALUE);
        CHECK_EQ(failed(tsp_object_get(point.get(), asText("weights"), out.out(), capacity)).kind,
                 TSP_ERROR_VALUE);
        CHECK_EQ(failed(tsp_future_wait(future.get(), out.out(), capacity)).kind, TSP_ERROR_VALUE);
    }
}

TEST(aClassThatTheUnitDoesNotHaveIsRefused) {
    const auto unit = compile("def f(x: int) -> int:\n    return x\n");
    tsp_callable* made = nullptr;
    CHECK_EQ(failed(tsp_unit_class(unit.get(), asText("Point"), &made)).kind,
             TSP_ERROR_UNKNOWN_METHOD);
}

TEST(keysOfSeveralTypesAreRefused) {
    std::vector<tsp_value> nothing;
    std::vector<tsp_value> pairs{intArg(1), intArg(2), nodesArg(TSP_KIND_LIST, nothing), intArg(3)};
    const auto error = failedCall(identity("Any"), {pairsArg(TSP_KIND_DICT, pairs)});
    CHECK_EQ(error.kind, TSP_ERROR_TYPE);
}

TEST(aMessageFullOfTracebacksIsRead) {
    const auto unit = compile(R"(
def f(x: str) -> str:
    assert len(x) == 0, x
    return x
)");
    std::string text;
    for (int i = 0; i < 200'000; ++i) {
        text += "Traceback of TorchScript\nRuntimeError: ";
    }
    CHECK_EQ(failedCall(functionOf(unit, "f"), {textArg(text)}).kind, TSP_ERROR_RUNTIME);
}
