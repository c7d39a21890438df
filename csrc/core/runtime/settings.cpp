#include "core/runtime/settings.h"

#include <map>
#include <string_view>
#include <utility>

#include <ATen/Context.h>
#include <c10/core/DefaultDtype.h>
#include <c10/util/Exception.h>
#include <torch/csrc/autograd/anomaly_mode.h>

#include "core/support/device.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

struct Setting {
    c10::TypePtr type;
    c10::IValue (*get)();
    void (*set)(const c10::IValue& value); // null if it can only be read
};

// A bool of at::Context.
template <bool (at::Context::*Get)() const, void (at::Context::*Set)(bool)> Setting flag() {
    return {c10::BoolType::get(), [] { return c10::IValue((at::globalContext().*Get)()); },
            [](const c10::IValue& value) { (at::globalContext().*Set)(value.toBool()); }};
}

template <at::CuBLASReductionOption (at::Context::*Get)() const,
          void (at::Context::*Set)(bool, bool)>
Setting reduction() {
    return {c10::BoolType::get(),
            [] {
                return c10::IValue((at::globalContext().*Get)() ==
                                   at::CuBLASReductionOption::AllowReducedPrecisionWithSplitK);
            },
            [](const c10::IValue& value) { (at::globalContext().*Set)(value.toBool(), true); }};
}

template <bool (*Get)()> Setting fact() {
    return {c10::BoolType::get(), [] { return c10::IValue(Get()); }, nullptr};
}

// As torch.set_default_dtype, which takes no others.
void setDefaultDtype(const c10::IValue& value) {
    const auto number = value.toInt();
    const auto dtype =
        number < 0 || number > INT8_MAX ? std::nullopt : dtypeOrNone(static_cast<int32_t>(number));
    if (!dtype || !c10::isFloatingType(*dtype)) {
        throw Error(TSP_ERROR_VALUE,
                    "the default dtype must be a floating-point type, not " +
                        (dtype ? std::string(c10::toString(*dtype)) : std::to_string(number)));
    }
    c10::set_default_dtype(c10::scalarTypeToTypeMeta(*dtype));
}

constexpr std::pair<std::string_view, at::Float32MatmulPrecision> precisions[] = {
    {"highest", at::Float32MatmulPrecision::HIGHEST},
    {"high", at::Float32MatmulPrecision::HIGH},
    {"medium", at::Float32MatmulPrecision::MEDIUM},
};

c10::IValue matmulPrecision() {
    const auto now = at::globalContext().float32MatmulPrecision();
    for (const auto& [name, precision] : precisions) {
        if (precision == now) {
            return std::string(name);
        }
    }
    return c10::IValue();
}

void setMatmulPrecision(const c10::IValue& value) {
    for (const auto& [name, precision] : precisions) {
        if (name == value.toStringRef()) {
            at::globalContext().setFloat32MatmulPrecision(value.toStringRef());
            return;
        }
    }
    throw Error(TSP_ERROR_VALUE, "the precision must be 'highest', 'high' or 'medium', not '" +
                                     value.toStringRef() + "'");
}

bool hasCudnn() { return at::globalContext().hasCUDA() && at::globalContext().hasCuDNN(); }

constexpr bool hasCxx11Abi() {
#if defined(_GLIBCXX_USE_CXX11_ABI)
    return _GLIBCXX_USE_CXX11_ABI != 0;
#else
    return true;
#endif
}

bool cxx11Abi() { return hasCxx11Abi(); }

using Settings = std::map<std::string, Setting, std::less<>>;

Settings makeSettings() {
    using at::Context;
    Settings all;
    all["default_dtype"] = {c10::IntType::get(),
                            [] {
                                const auto dtype = c10::get_default_dtype_as_scalartype();
                                return c10::IValue(static_cast<int64_t>(dtype));
                            },
                            setDefaultDtype};
    all["deterministic_algorithms"] = {
        c10::TupleType::create({c10::BoolType::get(), c10::BoolType::get()}),
        [] {
            const auto& context = at::globalContext();
            return c10::IValue(std::make_tuple(context.deterministicAlgorithms(),
                                               context.deterministicAlgorithmsWarnOnly()));
        },
        [](const c10::IValue& value) {
            const auto& parts = value.toTupleRef().elements();
            at::globalContext().setDeterministicAlgorithms(parts[0].toBool(), parts[1].toBool());
        }};
    all["detect_anomaly"] = {
        c10::TupleType::create({c10::BoolType::get(), c10::BoolType::get()}),
        [] {
            using torch::autograd::AnomalyMode;
            return c10::IValue(
                std::make_tuple(AnomalyMode::is_enabled(), AnomalyMode::should_check_nan()));
        },
        [](const c10::IValue& value) {
            const auto& parts = value.toTupleRef().elements();
            torch::autograd::AnomalyMode::set_enabled(parts[0].toBool(), parts[1].toBool());
        }};
    all["float32_matmul_precision"] = {c10::StringType::get(), matmulPrecision, setMatmulPrecision};
    all["warn_always"] = {
        c10::BoolType::get(), [] { return c10::IValue(c10::WarningUtils::get_warnAlways()); },
        [](const c10::IValue& value) { c10::WarningUtils::set_warnAlways(value.toBool()); }};
    all["cuda.matmul.allow_tf32"] = flag<&Context::allowTF32CuBLAS, &Context::setAllowTF32CuBLAS>();
    all["cuda.matmul.allow_fp16_reduced_precision_reduction"] =
        reduction<&Context::allowFP16ReductionCuBLAS, &Context::setAllowFP16ReductionCuBLAS>();
    all["cuda.matmul.allow_bf16_reduced_precision_reduction"] =
        reduction<&Context::allowBF16ReductionCuBLAS, &Context::setAllowBF16ReductionCuBLAS>();
    all["cuda.flash_sdp"] = flag<&Context::userEnabledFlashSDP, &Context::setSDPUseFlash>();
    all["cuda.mem_efficient_sdp"] =
        flag<&Context::userEnabledMemEfficientSDP, &Context::setSDPUseMemEfficient>();
    all["cuda.math_sdp"] = flag<&Context::userEnabledMathSDP, &Context::setSDPUseMath>();
    all["cuda.cudnn_sdp"] = flag<&Context::userEnabledCuDNNSDP, &Context::setSDPUseCuDNN>();
    all["cudnn.enabled"] = flag<&Context::userEnabledCuDNN, &Context::setUserEnabledCuDNN>();
    all["cudnn.benchmark"] = flag<&Context::benchmarkCuDNN, &Context::setBenchmarkCuDNN>();
    all["cudnn.deterministic"] =
        flag<&Context::deterministicCuDNN, &Context::setDeterministicCuDNN>();
    all["cudnn.allow_tf32"] = {
        c10::BoolType::get(), [] { return c10::IValue(at::globalContext().allowTF32CuDNN()); },
        [](const c10::IValue& value) { at::globalContext().setAllowTF32CuDNN(value.toBool()); }};
    all["cudnn.available"] = fact<hasCudnn>();
    all["mkldnn.enabled"] = flag<&Context::userEnabledMkldnn, &Context::setUserEnabledMkldnn>();
    all["mkldnn.available"] = fact<Context::hasMKLDNN>();
    all["mkl.available"] = fact<Context::hasMKL>();
    all["openmp.available"] = fact<Context::hasOpenMP>();
    all["cxx11_abi"] = fact<cxx11Abi>();
    return all;
}

const Setting& settingOf(const std::string& name) {
    static const auto& settings = *new Settings(makeSettings());
    const auto found = settings.find(name);
    if (found != settings.end()) {
        return found->second;
    }
    std::string names;
    for (const auto& [known, unused] : settings) {
        names += (names.empty() ? "" : ", ") + known;
    }
    throw Error(TSP_ERROR_VALUE, "there is no setting '" + name + "'; there are: " + names);
}

} // namespace

c10::IValue setting(const std::string& name) { return settingOf(name).get(); }

void setSetting(const std::string& name, const c10::IValue& value) {
    const Setting& known = settingOf(name);
    if (known.set == nullptr) {
        throw Error(TSP_ERROR_VALUE, "the setting '" + name + "' can only be read");
    }
    if (!value.type()->isSubtypeOf(*known.type)) {
        throw Error(TSP_ERROR_TYPE, "the setting '" + name + "' is a " +
                                        known.type->annotation_str() + ", not a " +
                                        value.type()->annotation_str());
    }
    known.set(value);
}

} // namespace torchsharp
