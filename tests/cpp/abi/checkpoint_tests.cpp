#include "handles.h"

// Checkpoints hold values that TorchScript has no types for.

namespace {

int32_t append(void* context, const void* data, int64_t size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                               static_cast<size_t>(size));
    return 0;
}

tsp_status save(const tsp_value& value, std::string& file) {
    tsp_sink sink{};
    sink.kind = TSP_SINK_STREAM;
    sink.write = append;
    sink.context = &file;
    return tsp_checkpoint_save(&value, &sink);
}

tsp_status load(const std::string& file, Result& result) {
    tsp_source source{};
    source.kind = TSP_SOURCE_BYTES;
    source.data = file.data();
    source.size = static_cast<int64_t>(file.size());
    return tsp_checkpoint_load(&source, tsp_text{}, result.out());
}

tsp_value bytesArg(std::string_view bytes) {
    tsp_value node = textArg(bytes);
    node.kind = TSP_KIND_BYTES;
    return node;
}

tsp_value numberArg(tsp_kind kind, int64_t number) {
    tsp_value node = intArg(number);
    node.kind = kind;
    return node;
}

void checkTypeError(const tsp_value& value, const std::string& part) {
    std::string file;
    CHECK_EQ(save(value, file), TSP_ERROR_TYPE);
    CHECK_CONTAINS(lastError().message, "a checkpoint cannot be or hold " + part);
    CHECK_EQ(file.size(), 0U);
}

} // namespace

TEST(aCheckpointKeepsBytesSetsDtypesAndLayouts) {
    std::vector<tsp_value> members{intArg(3), textArg("three")};
    std::vector<tsp_value> items{bytesArg(std::string_view("\0\xff", 2)),
                                 nodesArg(TSP_KIND_SET, members),
                                 numberArg(TSP_KIND_DTYPE, TSP_DTYPE_FLOAT8_E5M2),
                                 numberArg(TSP_KIND_LAYOUT, TSP_LAYOUT_SPARSE_BSR)};
    std::string file;
    CHECK_OK(save(nodesArg(TSP_KIND_TUPLE, items), file));
    Result result;
    CHECK_OK(load(file, result));
    CHECK_EQ(result.root().kind, TSP_KIND_TUPLE);
    const auto& bytes = child(result.root(), 0);
    CHECK_EQ(bytes.kind, TSP_KIND_BYTES);
    CHECK_EQ(std::string(static_cast<const char*>(bytes.as.ref.data),
                         static_cast<size_t>(bytes.as.ref.size)),
             std::string("\0\xff", 2));
    const auto& set = child(result.root(), 1);
    CHECK_EQ(set.kind, TSP_KIND_SET);
    CHECK_EQ(set.as.ref.size, 2);
    CHECK_EQ(intOf(static_cast<const tsp_value*>(set.as.ref.data)[0]), 3);
    CHECK_EQ(textOf(static_cast<const tsp_value*>(set.as.ref.data)[1]), "three");
    CHECK_EQ(child(result.root(), 2).kind, TSP_KIND_DTYPE);
    CHECK_EQ(child(result.root(), 2).as.i, TSP_DTYPE_FLOAT8_E5M2);
    CHECK_EQ(child(result.root(), 3).kind, TSP_KIND_LAYOUT);
    CHECK_EQ(child(result.root(), 3).as.i, TSP_LAYOUT_SPARSE_BSR);
}

TEST(whatACheckpointCannotHoldIsATypeError) {
    tsp_value node{};
    node.kind = TSP_KIND_DEFAULT;
    checkTypeError(node, "a default");
    node.kind = TSP_KIND_TENSOR;
    checkTypeError(node, "a tensor at a null pointer");
    std::vector<tsp_value> pair{noneArg(), intArg(1)};
    checkTypeError(pairsArg(TSP_KIND_DICT, pair), "a dict with a key that is None");
    tsp_value bytes{};
    bytes.kind = TSP_KIND_BYTES;
    bytes.as.ref.size = 3;
    checkTypeError(bytes, "a node of kind 20 that has 3 items at a null pointer");
}

TEST(dtypesAndLayoutsThatDoNotExistAreRefused) {
    std::string file;
    CHECK_EQ(save(numberArg(TSP_KIND_DTYPE, 999), file), TSP_ERROR_VALUE);
    CHECK_EQ(save(numberArg(TSP_KIND_DTYPE, -1), file), TSP_ERROR_TYPE);
    CHECK_EQ(save(numberArg(TSP_KIND_LAYOUT, 99), file), TSP_ERROR_UNSUPPORTED);
    CHECK_EQ(file.size(), 0U);
}

TEST(callsDoNotTakeWhatOnlyCheckpointsHold) {
    const auto unit = compile("def f(x: Any) -> Any:\n    return x\n");
    const auto f = functionOf(unit, "f");
    std::vector<tsp_value> members{intArg(3)};
    for (const auto& node : {bytesArg("a"), nodesArg(TSP_KIND_SET, members),
                             numberArg(TSP_KIND_DTYPE, TSP_DTYPE_FLOAT32),
                             numberArg(TSP_KIND_LAYOUT, TSP_LAYOUT_STRIDED)}) {
        CHECK_EQ(failedCall(f, {node}).kind, TSP_ERROR_TYPE);
    }
}
