#include <cstring>
#include <thread>

#include "handles.h"

TEST(headerAndLibraryAgreeOnTheVersion) { CHECK_EQ(tsp_abi_version(), uint32_t{TSP_ABI_VERSION}); }

TEST(headerAndLibraryAgreeOnTheMinorVersion) {
    CHECK_EQ(tsp_abi_minor_version(), uint32_t{TSP_ABI_MINOR_VERSION});
}

TEST(buildInfoNamesLibtorch) {
    tsp_text info{};
    tsp_build_info(&info);
    CHECK_CONTAINS(std::string(info.data, static_cast<size_t>(info.size)), "libtorch 2.");
}

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
    const auto isOn = [] {
        int32_t on = -1;
        CHECK_OK(tsp_grad_mode_get(&on));
        return on;
    };
    tsp_scope* scope = nullptr;
    CHECK_OK(tsp_grad_mode_enter(0, &scope));
    int32_t elsewhere = -1;
    std::thread([&] { elsewhere = isOn(); }).join();
    CHECK_EQ(elsewhere, 1);
    CHECK_EQ(isOn(), 0);
    CHECK_OK(tsp_scope_exit(scope));
    CHECK_EQ(isOn(), 1);
}

TEST(aTextWithoutBytesIsRefused) {
    tsp_callable* callable = nullptr;
    const auto error = failed(tsp_operator_callable(tsp_text{nullptr, 4}, asText(""), &callable));
    CHECK_EQ(error.kind, TSP_ERROR_VALUE);
    CHECK_CONTAINS(error.message, "null pointer");
    CHECK_EQ(failed(tsp_operator_callable(tsp_text{"aten", -1}, asText(""), &callable)).kind,
             TSP_ERROR_VALUE);
}

TEST(sameSeedGivesSameNumbers) {
    const auto rand = operatorOf("aten::rand");
    const std::vector<int64_t> sizes{5};
    CHECK_OK(tsp_seed_set(7));
    auto first = call(rand, {intsArg(sizes)});
    CHECK_OK(tsp_seed_set(7));
    auto second = call(rand, {intsArg(sizes)});
    CHECK(floatsOf(tensorOf(first.root())) == floatsOf(tensorOf(second.root())));
}
