#include "core/training/optimizer_options.h"

#include <optional>
#include <tuple>

#include <torch/optim.h>

#include "core/support/error.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

using c10::IValue;
using Pair = std::tuple<double, double>;

// What torch.optim requires of a value.
template <class T> struct Rule {
    bool (*holds)(const T&);
    const char* text;
};

constexpr Rule<double> notNegative{[](const double& v) { return v >= 0; }, "0 or more"};
constexpr Rule<int64_t> notNegativeInt{[](const int64_t& v) { return v >= 0; }, "0 or more"};
constexpr Rule<int64_t> positiveInt{[](const int64_t& v) { return v >= 1; }, "1 or more"};
constexpr Rule<Pair> twoFractions{[](const Pair& v) {
                                      const auto [first, second] = v;
                                      return first >= 0 && first < 1 && second >= 0 && second < 1;
                                  },
                                  "two numbers of at least 0 and less than 1"};
constexpr Rule<std::optional<int64_t>> notNegativeIfAny{
    [](const std::optional<int64_t>& v) { return !v || *v >= 0; }, "0 or more, or None"};
constexpr Rule<std::optional<std::string>> lineSearch{
    [](const std::optional<std::string>& v) { return !v || *v == "strong_wolfe"; },
    "'strong_wolfe' or None"};

[[noreturn]] void throwWrongType(const std::string& name, const char* wanted, const IValue& got) {
    throw Error(TSP_ERROR_TYPE, "option '" + name + "' must be " + wanted + ", not " +
                                    got.type()->annotation_str());
}

bool isNumber(const IValue& value) { return value.isDouble() || value.isInt(); }
double numberOf(const IValue& value) {
    return value.isInt() ? static_cast<double>(value.toInt()) : value.toDouble();
}

void read(const std::string& name, const IValue& value, double& out) {
    if (!isNumber(value)) {
        throwWrongType(name, "float", value);
    }
    out = numberOf(value);
}

void read(const std::string& name, const IValue& value, int64_t& out) {
    if (!value.isInt()) {
        throwWrongType(name, "int", value);
    }
    out = value.toInt();
}

void read(const std::string& name, const IValue& value, bool& out) {
    if (!value.isBool()) {
        throwWrongType(name, "bool", value);
    }
    out = value.toBool();
}

void read(const std::string& name, const IValue& value, std::string& out) {
    if (!value.isString()) {
        throwWrongType(name, "str", value);
    }
    out = value.toStringRef();
}

void read(const std::string& name, const IValue& value, Pair& out) {
    std::vector<IValue> parts;
    if (value.isTuple()) {
        parts = value.toTupleRef().elements().vec();
    } else if (value.isList()) {
        parts = value.toListRef().vec();
    }
    if (parts.size() != 2 || !isNumber(parts[0]) || !isNumber(parts[1])) {
        throwWrongType(name, "Tuple[float, float]", value);
    }
    out = {numberOf(parts[0]), numberOf(parts[1])};
}

template <class T> void read(const std::string& name, const IValue& value, std::optional<T>& out) {
    if (value.isNone()) {
        out = std::nullopt;
    } else {
        read(name, value, out.emplace());
    }
}

// get returns a reference to the option in libtorch's options.
template <class Options, class T>
Option<Options> option(const char* name, const T& (Options::*get)() const noexcept,
                       Rule<T> rule = {nullptr, ""}) {
    const auto set = [name, get, rule](Options& options, const IValue& value) {
        T wanted{};
        read(name, value, wanted);
        if (rule.holds != nullptr && !rule.holds(wanted)) {
            throw Error(TSP_ERROR_VALUE,
                        c10::str("option '", name, "' must be ", rule.text, ", not ", value));
        }
        const_cast<T&>((options.*get)()) = wanted; // the options themselves are not const
    };
    return {name, [get](const Options& options) { return IValue((options.*get)()); }, set};
}

using torch::optim::AdagradOptions;
using torch::optim::AdamOptions;
using torch::optim::AdamWOptions;
using torch::optim::LBFGSOptions;
using torch::optim::RMSpropOptions;
using torch::optim::SGDOptions;

// Adam and AdamW have the same options.
template <class Options> std::vector<Option<Options>> adamTable() {
    return {option("lr", &Options::lr, notNegative), option("betas", &Options::betas, twoFractions),
            option("eps", &Options::eps, notNegative),
            option("weight_decay", &Options::weight_decay, notNegative),
            option("amsgrad", &Options::amsgrad)};
}

// Checks and completes options that depend on each other.
template <class Options> void complete(Options&) {}

void complete(SGDOptions& options) {
    if (options.nesterov() && (options.momentum() <= 0 || options.dampening() != 0)) {
        throw Error(TSP_ERROR_VALUE,
                    "option 'nesterov' needs a momentum greater than 0 and a dampening of 0");
    }
}

void complete(LBFGSOptions& options) {
    if (!options.max_eval()) { // libtorch reads it without a check
        const auto most = options.max_iter();
        options.max_eval(most > INT64_MAX / 5 ? INT64_MAX : most * 5 / 4);
    }
}

} // namespace

template <> const std::vector<Option<SGDOptions>>& optionTable() {
    static const std::vector<Option<SGDOptions>> table{
        option("lr", &SGDOptions::lr, notNegative),
        option("momentum", &SGDOptions::momentum, notNegative),
        option("dampening", &SGDOptions::dampening),
        option("weight_decay", &SGDOptions::weight_decay, notNegative),
        option("nesterov", &SGDOptions::nesterov)};
    return table;
}

template <> const std::vector<Option<AdamOptions>>& optionTable() {
    static const auto table = adamTable<AdamOptions>();
    return table;
}

template <> const std::vector<Option<AdamWOptions>>& optionTable() {
    static const auto table = adamTable<AdamWOptions>();
    return table;
}

template <> const std::vector<Option<RMSpropOptions>>& optionTable() {
    static const std::vector<Option<RMSpropOptions>> table{
        option("lr", &RMSpropOptions::lr, notNegative),
        option("alpha", &RMSpropOptions::alpha, notNegative),
        option("eps", &RMSpropOptions::eps, notNegative),
        option("weight_decay", &RMSpropOptions::weight_decay, notNegative),
        option("momentum", &RMSpropOptions::momentum, notNegative),
        option("centered", &RMSpropOptions::centered)};
    return table;
}

template <> const std::vector<Option<AdagradOptions>>& optionTable() {
    static const std::vector<Option<AdagradOptions>> table{
        option("lr", &AdagradOptions::lr, notNegative),
        option("lr_decay", &AdagradOptions::lr_decay, notNegative),
        option("weight_decay", &AdagradOptions::weight_decay, notNegative),
        option("initial_accumulator_value", &AdagradOptions::initial_accumulator_value,
               notNegative),
        option("eps", &AdagradOptions::eps, notNegative)};
    return table;
}

template <> const std::vector<Option<LBFGSOptions>>& optionTable() {
    static const std::vector<Option<LBFGSOptions>> table{
        option("lr", &LBFGSOptions::lr, notNegative),
        option("max_iter", &LBFGSOptions::max_iter, notNegativeInt),
        option("max_eval", &LBFGSOptions::max_eval, notNegativeIfAny),
        option("tolerance_grad", &LBFGSOptions::tolerance_grad),
        option("tolerance_change", &LBFGSOptions::tolerance_change),
        option("history_size", &LBFGSOptions::history_size, positiveInt),
        option("line_search_fn", &LBFGSOptions::line_search_fn, lineSearch)};
    return table;
}

// libtorch has the same defaults as torch.optim, but none for the learning rate of SGD.
template <class Options> Options defaultOptions() {
    if constexpr (std::is_same_v<Options, SGDOptions>) {
        return SGDOptions(1e-3);
    } else {
        return Options();
    }
}

template <class Options>
Options withOptions(const Options& base, const NamedOptions& given, const std::string& optimizer) {
    const auto& table = optionTable<Options>();
    Options options = base;
    for (const auto& [name, value] : given) {
        const auto found = std::find_if(table.begin(), table.end(),
                                        [&](const auto& row) { return row.name == name; });
        if (found == table.end()) {
            const auto names = c10::fmap(table, [](const auto& row) { return row.name; });
            throw Error(TSP_ERROR_VALUE, optimizer + " has no option '" + name +
                                             "'. It has: " + joinNames(names) + ".");
        }
        found->set(options, value);
    }
    complete(options);
    return options;
}

template <class Options> NamedOptions allOptions(const Options& options) {
    NamedOptions all;
    for (const auto& row : optionTable<Options>()) {
        all.emplace_back(row.name, row.get(options));
    }
    return all;
}

#define TSP_INSTANTIATE(Options)                                                                   \
    template Options defaultOptions();                                                             \
    template Options withOptions(const Options&, const NamedOptions&, const std::string&);         \
    template NamedOptions allOptions(const Options&);

TSP_INSTANTIATE(SGDOptions)
TSP_INSTANTIATE(AdamOptions)
TSP_INSTANTIATE(AdamWOptions)
TSP_INSTANTIATE(RMSpropOptions)
TSP_INSTANTIATE(AdagradOptions)
TSP_INSTANTIATE(LBFGSOptions)

#undef TSP_INSTANTIATE

} // namespace torchsharp
