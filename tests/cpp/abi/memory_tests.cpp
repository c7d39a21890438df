#include "handles.h"

// Memory that tensors share with the caller, and tensors that cross by DLPack.

namespace {

void count(void* context) { ++*static_cast<int*>(context); }

tsp_status lend(std::vector<float>& values, const std::vector<int64_t>& sizes, const int64_t* steps,
                int& released, tsp_tensor** out) {
    return tsp_tensor_from_memory(
        values.data(), static_cast<int64_t>(values.size() * sizeof(float)), sizes.data(), steps,
        static_cast<int64_t>(sizes.size()), TSP_DTYPE_FLOAT32, &count, &released, out);
}

} // namespace

TEST(lentMemoryIsGivenBackOnce) {
    std::vector<float> values{1, 2, 3, 4, 5, 6};
    int released = 0;
    {
        tsp_tensor* lent = nullptr;
        const std::vector<int64_t> steps{1, 3};
        CHECK_OK(lend(values, {3, 2}, steps.data(), released, &lent));
        const Tensor tensor(lent);
        values[1] = 20;
        CHECK(floatsOf(tensor.get()) == std::vector<float>({1, 4, 20, 5, 3, 6}));
        tsp_tensor* second = nullptr;
        CHECK_OK(tsp_tensor_retain(tensor.get(), &second));
        const Tensor other(second);
        CHECK_EQ(released, 0);
    }
    CHECK_EQ(released, 1);
}

TEST(memoryThatIsTooSmallIsRefused) {
    std::vector<float> values(6);
    int released = 0;
    tsp_tensor* lent = nullptr;
    const std::vector<int64_t> huge{int64_t{1} << 62, int64_t{1} << 62};
    const std::vector<int64_t> backward{-1, 1};
    CHECK_EQ(failed(lend(values, {7}, nullptr, released, &lent)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(lend(values, {-1}, nullptr, released, &lent)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(lend(values, huge, nullptr, released, &lent)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(lend(values, {2, 2}, huge.data(), released, &lent)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(lend(values, {2, 2}, backward.data(), released, &lent)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(released, 0);
}

TEST(aTensorCrossesByDlpack) {
    const auto tensor = floatTensor({1, 2, 3});
    void* managed = nullptr;
    CHECK_OK(tsp_tensor_to_dlpack(tensor.get(), &managed));
    tsp_tensor* taken = nullptr;
    CHECK_OK(tsp_tensor_from_dlpack(managed, &taken));
    const Tensor shared(taken);
    CHECK(infoOf(shared.get()).data == infoOf(tensor.get()).data);
    CHECK_OK(tsp_tensor_to_dlpack(tensor.get(), &managed));
    tsp_dlpack_release(managed);
    tsp_dlpack_release(nullptr);
}
