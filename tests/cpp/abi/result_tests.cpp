#include "handles.h"

namespace {

std::vector<tsp_value> eightInts() {
    std::vector<tsp_value> nodes;
    for (int64_t i = 1; i <= 8; ++i) {
        nodes.push_back(intArg(i));
    }
    return nodes;
}

void checkNineInts(const tsp_value& tuple) {
    CHECK_EQ(sizeOf(tuple), 9);
    for (int64_t i = 0; i < 8; ++i) {
        CHECK_EQ(intOf(child(tuple, i)), i + 1);
    }
    CHECK_EQ(intOf(child(tuple, 8)), 36);
}

} // namespace

TEST(childrenThatFitLieInTheCallersArray) {
    auto result = call(methodOf("values.pt", "many"), eightInts(), 10);
    checkNineInts(result.root());
    CHECK(result.holds(result.root().as.ref.data));
    CHECK_EQ(result.root().flags, 0u);
}

TEST(childrenThatDoNotFitAreAllocated) {
    for (const size_t capacity : {1, 2, 9}) {
        auto result = call(methodOf("values.pt", "many"), eightInts(), capacity);
        checkNineInts(result.root());
        CHECK(!result.holds(result.root().as.ref.data));
        CHECK_EQ(result.root().flags, uint32_t{TSP_VALUE_OWNS_DATA});
    }
}

TEST(nestedTuplesComeBack) {
    const auto method = methodOf("values.pt", "nested");
    const auto x = floatTensor({1, 2});
    std::vector<tsp_value> inner{intArg(7), textArg("seven")};
    std::vector<tsp_value> floats{floatArg(0.5), intArg(2)};
    std::vector<tsp_value> outer{tensorArg(x), nodesArg(TSP_KIND_TUPLE, inner),
                                 nodesArg(TSP_KIND_LIST, floats)};
    for (const size_t capacity : {1, 4, 5, 16}) {
        auto result = call(method, {nodesArg(TSP_KIND_TUPLE, outer)}, capacity);
        const auto& root = result.root();
        CHECK_EQ(tensorOf(child(root, 0)), x.get());
        CHECK_EQ(intOf(child(child(root, 1), 0)), 7);
        CHECK_EQ(textOf(child(child(root, 1), 1)), "seven");
        const auto& list = child(root, 2);
        CHECK_EQ(list.kind, TSP_KIND_FLOAT_LIST);
        CHECK_EQ(static_cast<double*>(list.as.ref.data)[1], 2.0);
    }
}

TEST(nestedListsComeBack) {
    const std::vector<int64_t> first{1, 2};
    std::vector<tsp_value> rows{intsArg(first), intsArg({})};
    auto result = call(methodOf("values.pt", "nested_list"), {nodesArg(TSP_KIND_LIST, rows)}, 4);
    CHECK_EQ(result.root().kind, TSP_KIND_LIST);
    CHECK_EQ(sizeOf(child(result.root(), 0)), 2);
    CHECK_EQ(child(result.root(), 1).kind, TSP_KIND_INT_LIST);
    CHECK_EQ(sizeOf(child(result.root(), 1)), 0);
}

TEST(listOfTuplesWithTensorsComesBack) {
    const auto x = floatTensor({1});
    std::vector<tsp_value> pair{intArg(1), tensorArg(x)};
    std::vector<tsp_value> pairs(100, nodesArg(TSP_KIND_TUPLE, pair));
    auto result = call(methodOf("values.pt", "pair_list"), {nodesArg(TSP_KIND_LIST, pairs)}, 8);
    CHECK_EQ(sizeOf(result.root()), 100);
    CHECK_EQ(tensorOf(child(child(result.root(), 99), 1)), x.get());
    CHECK_EQ(infoOf(x.get()).use_count, 101);
}

TEST(takenTensorSurvivesItsTree) {
    const auto x = floatTensor({2, 4});
    Tensor taken;
    {
        auto result = call(methodOf("values.pt", "forward"), {tensorArg(x)});
        taken.reset(tensorOf(result.root()));
        CHECK_EQ(result.root().as.ref.size, int64_t{2 * sizeof(float)});
        result.root().kind = TSP_KIND_NONE;
    }
    CHECK(floatsOf(taken.get()) == std::vector<float>({4, 8}));
}

TEST(releasedTreeIsNone) {
    auto result = call(methodOf("values.pt", "many"), eightInts());
    tsp_value_release(result.out());
    CHECK_EQ(result.root().kind, TSP_KIND_NONE);
    tsp_value_release(result.out());
}
