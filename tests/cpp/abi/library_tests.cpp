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

TEST(settingsAreReadAndSetByName) {
    Result before;
    CHECK_OK(tsp_setting_get(asText("default_dtype"), before.out()));
    CHECK_EQ(before.root().as.i, int64_t{TSP_DTYPE_FLOAT32});
    const auto wider = intArg(TSP_DTYPE_FLOAT64);
    CHECK_OK(tsp_setting_set(asText("default_dtype"), &wider));
    Result now;
    CHECK_OK(tsp_setting_get(asText("default_dtype"), now.out()));
    CHECK_EQ(now.root().as.i, int64_t{TSP_DTYPE_FLOAT64});
    CHECK_OK(tsp_setting_set(asText("default_dtype"), &before.root()));
    Result pair;
    CHECK_OK(tsp_setting_get(asText("deterministic_algorithms"), pair.out()));
    CHECK_EQ(pair.root().kind, TSP_KIND_TUPLE);
    CHECK_OK(tsp_setting_set(asText("deterministic_algorithms"), &pair.root()));
}

TEST(settingsRefuseWhatDoesNotFit) {
    Result out;
    const auto number = intArg(TSP_DTYPE_INT64);
    const auto large = intArg(int64_t{1} << 40);
    const auto text = textArg("lowest");
    const auto unknown = failed(tsp_setting_get(asText("default_type"), out.out()));
    CHECK_EQ(unknown.kind, TSP_ERROR_VALUE);
    CHECK_CONTAINS(unknown.message, "default_dtype");
    CHECK_EQ(failed(tsp_setting_set(asText("default_dtype"), &number)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(tsp_setting_set(asText("default_dtype"), &large)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(tsp_setting_set(asText("warn_always"), &number)).kind, TSP_ERROR_TYPE);
    CHECK_EQ(failed(tsp_setting_set(asText("cxx11_abi"), &number)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(tsp_setting_set(asText("float32_matmul_precision"), &text)).kind,
             TSP_ERROR_VALUE);
}

TEST(everySettingCanBeRead) {
    const auto message = failed(tsp_setting_get(asText("none"), nullptr)).message;
    CHECK_CONTAINS(message, "out");
    for (const char* name :
         {"float32_matmul_precision", "warn_always", "cuda.matmul.allow_tf32",
          "cuda.matmul.allow_fp16_reduced_precision_reduction",
          "cuda.matmul.allow_bf16_reduced_precision_reduction", "cuda.flash_sdp",
          "cuda.mem_efficient_sdp", "cuda.math_sdp", "cuda.cudnn_sdp", "cudnn.enabled",
          "cudnn.benchmark", "cudnn.deterministic", "cudnn.allow_tf32", "mkldnn.enabled",
          "cudnn.available", "mkldnn.available", "mkl.available", "openmp.available",
          "cxx11_abi"}) {
        Result value;
        CHECK_OK(tsp_setting_get(asText(name), value.out()));
        const bool isText = std::string(name) == "float32_matmul_precision";
        CHECK_EQ(value.root().kind, isText ? TSP_KIND_STRING : TSP_KIND_BOOL);
    }
}

TEST(devicesAreCountedAndWaitedFor) {
    int64_t count = -1;
    CHECK_OK(tsp_device_count(TSP_DEVICE_CPU, &count));
    CHECK_EQ(count, 1);
    CHECK_OK(tsp_device_synchronize(asText("cpu")));
    CHECK_EQ(failed(tsp_device_count(-1, &count)).kind, TSP_ERROR_VALUE);
    CHECK_EQ(failed(tsp_device_synchronize(asText("nonsense"))).kind, TSP_ERROR_VALUE);
    CHECK_OK(tsp_device_count(TSP_DEVICE_CUDA, &count));
    if (count == 0) {
        CHECK_EQ(failed(tsp_device_synchronize(asText("cuda"))).kind, TSP_ERROR_DEVICE);
    } else {
        CHECK_OK(tsp_device_synchronize(asText("cuda")));
    }
}
