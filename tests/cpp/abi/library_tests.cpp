#include <cstring>
#include <thread>

#include "handles.h"

TEST(headerAndLibraryAgreeOnTheVersion) { CHECK_EQ(tsp_abi_version(), uint32_t{TSP_ABI_VERSION}); }

TEST(buildInfoNamesLibtorch) { CHECK_CONTAINS(std::string(tsp_build_info()), "libtorch 2."); }

TEST(releasingNullDoesNothing) {
    tsp_tensor_release(nullptr);
    tsp_module_release(nullptr);
    tsp_unit_release(nullptr);
    tsp_callable_release(nullptr);
    tsp_value_release(nullptr);
}

TEST(numberOfThreadsCanBeSet) {
    int64_t before = 0;
    CHECK_OK(tsp_num_threads_get(&before));
    CHECK_OK(tsp_num_threads_set(1));
    int64_t now = 0;
    CHECK_OK(tsp_num_threads_get(&now));
    CHECK_EQ(now, 1);
    CHECK_OK(tsp_num_threads_set(before));
}

TEST(zeroThreadsAreRefused) {
    const auto error = failed(tsp_num_threads_set(0));
    CHECK_EQ(error.kind, TSP_ERROR_VALUE);
    CHECK_CONTAINS(error.message, "at least 1, not 0");
}

TEST(gradModeBelongsToTheThread) {
    int32_t before = -1;
    CHECK_OK(tsp_grad_mode_set(0, &before));
    CHECK_EQ(before, 1);
    int32_t elsewhere = -1;
    std::thread([&] { tsp_grad_mode_set(1, &elsewhere); }).join();
    CHECK_EQ(elsewhere, 1);
    int32_t here = -1;
    CHECK_OK(tsp_grad_mode_set(before, &here));
    CHECK_EQ(here, 0);
}

TEST(sameSeedGivesSameNumbers) {
    const auto rand = operatorOf("aten::rand");
    const std::vector<int64_t> sizes{5};
    CHECK_OK(tsp_manual_seed(7));
    auto first = call(rand, {intsArg(sizes)});
    CHECK_OK(tsp_manual_seed(7));
    auto second = call(rand, {intsArg(sizes)});
    CHECK(floatsOf(tensorOf(first.root())) == floatsOf(tensorOf(second.root())));
}
