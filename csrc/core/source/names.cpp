#include "core/source/names.h"

#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <set>
#include <string_view>

#include <c10/core/Layout.h>
#include <c10/core/MemoryFormat.h>
#include <c10/core/ScalarType.h>
#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/custom_class.h>

#include "core/source/grad_modes.h"

namespace torchsharp {

namespace {

using torch::jit::BuiltinFunction;
using torch::jit::BuiltinModule;
using torch::jit::ErrorReport;
using torch::jit::GraphFunction;
using torch::jit::SourceRange;
using torch::jit::SpecialFormValue;
using torch::jit::SugaredValue;
using SugaredValuePtr = std::shared_ptr<SugaredValue>;

// A module whose attributes a function finds, or null for an unknown name.
class Names final : public SugaredValue {
  public:
    using Find = SugaredValuePtr (*)(const SourceRange&, GraphFunction&, const std::string&);

    Names(std::string name, Find find) : name_(std::move(name)), find_(find) {}

    std::string kind() const override { return "module '" + name_ + "'"; }
    SugaredValuePtr attr(const SourceRange& range, GraphFunction& function,
                         const std::string& field) override {
        auto found = find_(range, function, field);
        if (found == nullptr) {
            throw ErrorReport(range) << "source text cannot use '" << name_ << "." << field << "'";
        }
        return found;
    }

  private:
    std::string name_;
    Find find_;
};

SugaredValuePtr constant(const SourceRange& range, GraphFunction& function, c10::IValue value) {
    return std::make_shared<torch::jit::SimpleValue>(
        function.graph()->insertConstant(std::move(value), range));
}

std::optional<double> number(const std::string& name) {
    static const auto& numbers =
        *new std::map<std::string, double>{{"pi", std::numbers::pi},
                                           {"e", std::numbers::e},
                                           {"tau", 2 * std::numbers::pi},
                                           {"inf", std::numeric_limits<double>::infinity()},
                                           {"nan", std::numeric_limits<double>::quiet_NaN()}};
    const auto found = numbers.find(name);
    return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

// Types, layouts and memory formats are numbers in TorchScript.
std::optional<int64_t> enumerator(const std::string& name) {
    const auto& dtypes = c10::getStringToDtypeMap();
    if (const auto dtype = dtypes.find(name); dtype != dtypes.end()) {
        return static_cast<int64_t>(dtype->second);
    }
    static const auto& others = *new std::map<std::string, int64_t>{
        {"strided", static_cast<int64_t>(c10::Layout::Strided)},
        {"sparse_coo", static_cast<int64_t>(c10::Layout::Sparse)},
        {"contiguous_format", static_cast<int64_t>(c10::MemoryFormat::Contiguous)},
        {"preserve_format", static_cast<int64_t>(c10::MemoryFormat::Preserve)},
        {"channels_last", static_cast<int64_t>(c10::MemoryFormat::ChannelsLast)},
        {"channels_last_3d", static_cast<int64_t>(c10::MemoryFormat::ChannelsLast3d)}};
    const auto found = others.find(name);
    return found == others.end() ? std::nullopt : std::optional(found->second);
}

SugaredValuePtr aten(const std::string& name) {
    return std::make_shared<BuiltinFunction>(c10::Symbol::aten(name), std::nullopt);
}

SugaredValuePtr inMath(const SourceRange& range, GraphFunction& function,
                       const std::string& field) {
    static const std::set<std::string> functions{
        "acos",      "acosh",   "asin",   "asinh", "atan",  "atan2", "atanh",    "ceil",
        "copysign",  "cos",     "cosh",   "erf",   "erfc",  "exp",   "expm1",    "fabs",
        "factorial", "floor",   "fmod",   "frexp", "gamma", "gcd",   "isfinite", "isinf",
        "isnan",     "ldexp",   "lgamma", "log",   "log10", "log1p", "modf",     "pow",
        "radians",   "degrees", "sin",    "sinh",  "sqrt",  "tan",   "tanh"};
    if (const auto value = number(field)) {
        return constant(range, function, *value);
    }
    if (field == "remainder") { // aten::remainder is Python's %
        return aten("mathremainder");
    }
    return functions.count(field) != 0 ? aten(field) : nullptr;
}

SugaredValuePtr inWarnings(const SourceRange&, GraphFunction&, const std::string& field) {
    return field == "warn" ? aten(field) : nullptr;
}

SugaredValuePtr inJit(const SourceRange&, GraphFunction&, const std::string& field) {
    if (field == "fork" || field == "_fork") {
        return SpecialFormValue::create(c10::prim::fork);
    }
    if (field == "wait" || field == "_wait") {
        return aten("wait");
    }
    if (field == "annotate") {
        return SpecialFormValue::create(c10::prim::annotate);
    }
    if (field == "isinstance") {
        return SpecialFormValue::create(c10::prim::isinstance);
    }
    return field == "is_scripting" ? aten(field) : nullptr;
}

SugaredValuePtr inAutograd(const SourceRange&, GraphFunction&, const std::string& field) {
    return field == "grad" || field == "backward" ? aten(field) : gradModeNamed(field);
}

// torch.linalg.norm is the operator linalg_norm.
template <const char* prefix>
SugaredValuePtr inPart(const SourceRange&, GraphFunction&, const std::string& field) {
    return aten(prefix + field);
}

constexpr char linalg[] = "linalg_";
constexpr char special[] = "special_";
constexpr char fft[] = "fft_";

SugaredValuePtr inOps(const SourceRange&, GraphFunction&, const std::string& field) {
    return std::make_shared<BuiltinModule>(field);
}

// torch.classes.NAMESPACE
class ClassNamespace final : public SugaredValue {
  public:
    explicit ClassNamespace(std::string name) : name_(std::move(name)) {}

    std::string kind() const override { return "module 'torch.classes." + name_ + "'"; }
    SugaredValuePtr attr(const SourceRange& range, GraphFunction&,
                         const std::string& field) override {
        const auto type = torch::getCustomClass("__torch__.torch.classes." + name_ + "." + field);
        if (type == nullptr) {
            throw ErrorReport(range) << "there is no class 'torch.classes." << name_ << "." << field
                                     << "': load the library that registers it first";
        }
        return std::make_shared<torch::jit::ClassValue>(type);
    }

  private:
    std::string name_;
};

SugaredValuePtr inClasses(const SourceRange&, GraphFunction&, const std::string& field) {
    return std::make_shared<ClassNamespace>(field);
}

SugaredValuePtr inTorch(const SourceRange& range, GraphFunction& function,
                        const std::string& field) {
    if (field == "jit") {
        return std::make_shared<Names>("torch.jit", &inJit);
    }
    if (field == "ops") {
        return std::make_shared<Names>("torch.ops", &inOps);
    }
    if (field == "classes") {
        return std::make_shared<Names>("torch.classes", &inClasses);
    }
    if (field == "autograd") {
        return std::make_shared<Names>("torch.autograd", &inAutograd);
    }
    if (field == "linalg") {
        return std::make_shared<Names>("torch.linalg", &inPart<linalg>);
    }
    if (field == "special") {
        return std::make_shared<Names>("torch.special", &inPart<special>);
    }
    if (field == "fft") {
        return std::make_shared<Names>("torch.fft", &inPart<fft>);
    }
    if (field == "nn") {
        throw ErrorReport(range)
            << "torch.nn is Python code, which source text cannot call: use an "
               "operator (torch.relu, torch.conv2d), or script a Python module";
    }
    if (auto mode = gradModeNamed(field)) {
        return mode;
    }
    if (const auto value = enumerator(field)) {
        return constant(range, function, *value);
    }
    if (const auto value = number(field); value && field != "tau") {
        return constant(range, function, *value);
    }
    return BuiltinModule("aten").attr(range, function, field);
}

} // namespace

SugaredValuePtr moduleNamed(const std::string& name) {
    if (name == "torch") {
        return std::make_shared<Names>("torch", &inTorch);
    }
    if (name == "math") {
        return std::make_shared<Names>("math", &inMath);
    }
    if (name == "warnings") {
        return std::make_shared<Names>("warnings", &inWarnings);
    }
    return nullptr;
}

c10::TypePtr customClass(const std::string& name) {
    constexpr std::string_view prefix = "torch.classes.";
    return name.starts_with(prefix) ? torch::getCustomClass("__torch__." + name) : nullptr;
}

} // namespace torchsharp
