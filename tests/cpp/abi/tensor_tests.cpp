#include <cstring>
#include <limits>

#include "handles.h"

namespace {

tsp_status fromData(const std::vector<uint8_t>& bytes, const std::vector<int64_t>& sizes, int dtype,
                    tsp_tensor** out) {
    return tsp_tensor_from_data(bytes.data(), static_cast<int64_t>(bytes.size()), sizes.data(),
                                static_cast<int64_t>(sizes.size()), dtype, out);
}

ErrorCopy failedFromData(size_t bytes, const std::vector<int64_t>& sizes,
                         int dtype = TSP_DTYPE_FLOAT32) {
    tsp_tensor* tensor = nullptr;
    const auto error = failed(fromData(std::vector<uint8_t>(bytes), sizes, dtype, &tensor));
    CHECK(tensor == nullptr);
    CHECK_EQ(error.kind, TSP_ERROR_VALUE);
    return error;
}

struct DtypeSize {
    int dtype;
    int64_t bytes;
};
constexpr DtypeSize dtypes[] = {
    {TSP_DTYPE_UINT8, 1},     {TSP_DTYPE_INT8, 1},        {TSP_DTYPE_INT16, 2},
    {TSP_DTYPE_INT32, 4},     {TSP_DTYPE_INT64, 8},       {TSP_DTYPE_FLOAT16, 2},
    {TSP_DTYPE_FLOAT32, 4},   {TSP_DTYPE_FLOAT64, 8},     {TSP_DTYPE_COMPLEX32, 4},
    {TSP_DTYPE_COMPLEX64, 8}, {TSP_DTYPE_COMPLEX128, 16}, {TSP_DTYPE_BOOL, 1},
    {TSP_DTYPE_BFLOAT16, 2},
};

} // namespace

TEST(anElementIsReadWhateverItsType) {
    const auto item = [](const Tensor& tensor) {
        tsp_value value{};
        CHECK_OK(tsp_tensor_item(tensor.get(), &value));
        return value;
    };
    const auto x = floatTensor({2.5F});
    CHECK_EQ(item(x).kind, TSP_KIND_FLOAT);
    CHECK_EQ(item(x).as.f, 2.5);
    const auto isnan = operatorOf("aten::isnan", "");
    auto no = call(isnan, {tensorArg(x)});
    tsp_value value{};
    CHECK_OK(tsp_tensor_item(tensorOf(no.root()), &value));
    CHECK_EQ(value.kind, TSP_KIND_BOOL);
    CHECK_EQ(value.as.i, 0);
    const auto many = floatTensor({1, 2});
    CHECK_CONTAINS(failed(tsp_tensor_item(many.get(), &value)).message, "2 elements");
}

TEST(everyDtypeGoesInAndOut) {
    for (const auto& [dtype, itemsize] : dtypes) {
        std::vector<uint8_t> bytes(static_cast<size_t>(6 * itemsize));
        for (size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = dtype == TSP_DTYPE_BOOL ? i % 2 : static_cast<uint8_t>(i + 1);
        }
        tsp_tensor* handle = nullptr;
        CHECK_OK(fromData(bytes, {2, 3}, dtype, &handle));
        const Tensor tensor(handle);
        const auto info = infoOf(handle);
        CHECK_EQ(info.dtype, dtype);
        CHECK_EQ(info.itemsize, itemsize);
        CHECK_EQ(info.numel, 6);
        CHECK_EQ(std::memcmp(info.data, bytes.data(), bytes.size()), 0);
        std::vector<uint8_t> back(bytes.size());
        CHECK_OK(tsp_tensor_copy_to_host(handle, back.data(), static_cast<int64_t>(back.size())));
        CHECK(back == bytes);
    }
}

TEST(infoDescribesTheTensor) {
    const auto tensor = floatTensor({1, 2, 3, 4, 5, 6}, {2, 3});
    const auto info = infoOf(tensor.get());
    CHECK_EQ(info.dim, 2);
    CHECK_EQ(info.sizes[0], 2);
    CHECK_EQ(info.sizes[1], 3);
    CHECK_EQ(info.strides[0], 3);
    CHECK_EQ(info.strides[1], 1);
    CHECK_EQ(info.device_type, TSP_DEVICE_CPU);
    CHECK_EQ(info.device_index, -1);
    CHECK_EQ(int{info.is_contiguous}, 1);
    CHECK_EQ(int{info.requires_grad}, 0);
    CHECK_EQ(info.use_count, 1);
}

TEST(tensorHoldsACopy) {
    std::vector<float> values{1, 2};
    const auto tensor = floatTensor(values);
    values[0] = 9;
    CHECK(floatsOf(tensor.get()) == std::vector<float>({1, 2}));
}

TEST(scalarTensorNeedsNoSizes) {
    const double pi = 3.14;
    tsp_tensor* handle = nullptr;
    CHECK_OK(tsp_tensor_from_data(&pi, sizeof pi, nullptr, 0, TSP_DTYPE_FLOAT64, &handle));
    const Tensor tensor(handle);
    CHECK_EQ(infoOf(handle).dim, 0);
    CHECK_EQ(infoOf(handle).numel, 1);
}

TEST(emptyTensorNeedsNoData) {
    const int64_t sizes[] = {0, 3};
    tsp_tensor* handle = nullptr;
    CHECK_OK(tsp_tensor_from_data(nullptr, 0, sizes, 2, TSP_DTYPE_INT64, &handle));
    const Tensor tensor(handle);
    CHECK_EQ(infoOf(handle).numel, 0);
    CHECK_OK(tsp_tensor_copy_to_host(handle, nullptr, 0));
}

TEST(wrongNumberOfBytesIsRefused) {
    const auto error = failedFromData(23, {2, 3});
    CHECK_CONTAINS(error.message, "24 bytes");
    CHECK_CONTAINS(error.message, "23");
    const auto tensor = floatTensor({1, 2});
    std::array<float, 3> room{};
    CHECK_EQ(failed(tsp_tensor_copy_to_host(tensor.get(), room.data(), sizeof room)).kind,
             TSP_ERROR_VALUE);
}

TEST(sizesThatOverflowAreRefused) {
    constexpr auto huge = std::numeric_limits<int64_t>::max() / 2;
    failedFromData(24, {huge, 3});
    failedFromData(0, {huge, huge, 4});
    failedFromData(4, {-1});
    failedFromData(4, {-1, -1});
}

TEST(unknownDtypeIsRefused) {
    CHECK_CONTAINS(failedFromData(4, {1}, -1).message, "no tsp_dtype");
    CHECK_CONTAINS(failedFromData(4, {1}, 1000).message, "no tsp_dtype");
}

TEST(transposedTensorIsCopiedInRowMajorOrder) {
    const auto tensor = floatTensor({1, 2, 3, 4, 5, 6}, {2, 3});
    auto result = call(operatorOf("aten::t"), {tensorArg(tensor)});
    tsp_tensor* transposed = tensorOf(result.root());
    const auto info = infoOf(transposed);
    CHECK_EQ(int{info.is_contiguous}, 0);
    CHECK_EQ(info.strides[0], 1);
    CHECK_EQ(info.strides[1], 3);
    CHECK(floatsOf(transposed) == std::vector<float>({1, 4, 2, 5, 3, 6}));
}

TEST(retainedHandleKeepsTheTensor) {
    auto tensor = floatTensor({5});
    tsp_tensor* retained = nullptr;
    CHECK_OK(tsp_tensor_retain(tensor.get(), &retained));
    const Tensor second(retained);
    CHECK_EQ(retained, tensor.get());
    CHECK_EQ(infoOf(retained).use_count, 2);
    tensor.reset();
    CHECK_EQ(infoOf(retained).use_count, 1);
    CHECK(floatsOf(retained) == std::vector<float>({5}));
}

TEST(tensorIsPrintedAsLibtorchDoes) {
    const auto tensor = floatTensor({1, 2});
    Result text;
    CHECK_OK(tsp_tensor_format(tensor.get(), 80, text.out()));
    CHECK_CONTAINS(textOf(text.root()), "CPUFloatType{2}");
}

TEST(tensorWithoutMemoryHasNoData) {
    const std::vector<int64_t> sizes{2};
    auto result = call(operatorOf("aten::empty", "memory_format"),
                       {intsArg(sizes), intArg(TSP_DTYPE_FLOAT32), noneArg(), textArg("meta")});
    tsp_tensor* meta = tensorOf(result.root());
    CHECK_EQ(infoOf(meta).device_type, TSP_DEVICE_META);
    CHECK(infoOf(meta).data == nullptr);
    std::array<float, 2> room{};
    CHECK(tsp_tensor_copy_to_host(meta, room.data(), sizeof room) != TSP_OK);
}

TEST(lazilyConjugatedElementsAreReadAsWhatTheyMean) {
    const std::vector<float> parts = {1, 2, 3, -4}; // 1+2i, 3-4i
    const int64_t size = 2;
    tsp_tensor* handle = nullptr;
    CHECK_OK(tsp_tensor_from_data(parts.data(), 16, &size, 1, TSP_DTYPE_COMPLEX64, &handle));
    const Tensor tensor(handle);
    auto result = call(operatorOf("aten::_conj"), {tensorArg(tensor)});
    auto* conjugated = tensorOf(result.root());
    CHECK(infoOf(conjugated).data == nullptr);
    std::vector<float> back(4);
    CHECK_OK(tsp_tensor_copy_to_host(conjugated, back.data(), 16));
    CHECK((back == std::vector<float>{1, -2, 3, 4}));
}

TEST(aTensorNeedsDimensionsAndElements) {
    tsp_tensor* tensor = nullptr;
    const int64_t size = 1;
    const float element = 1;
    CHECK_EQ(failed(tsp_tensor_from_data(&element, 4, &size, -1, TSP_DTYPE_FLOAT32, &tensor)).kind,
             TSP_ERROR_VALUE);
    CHECK_EQ(failed(tsp_tensor_from_data(nullptr, 4, &size, 1, TSP_DTYPE_FLOAT32, &tensor)).kind,
             TSP_ERROR_VALUE);
    CHECK(tensor == nullptr);
}

TEST(aNarrowLineIsWidened) {
    const auto tensor = floatTensor({1, 2, 3, 4, 5, 6, 7, 8, 9}, {3, 3});
    for (const int64_t width : {-5, 0, 1, 8}) {
        Result text;
        CHECK_OK(tsp_tensor_format(tensor.get(), width, text.out()));
        CHECK_CONTAINS(textOf(text.root()), "CPUFloatType{3,3}");
    }
}
