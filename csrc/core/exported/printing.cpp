#include <array>
#include <charconv>
#include <cmath>
#include <iostream>

#include <ATen/ATen.h>

#include "core/exported/graph_step.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

// As Python writes a float: the shortest digits that give it back, with a point or an exponent.
std::string pythonFloat(double value) {
    if (!std::isfinite(value)) {
        return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    constexpr double least = 1e-4;
    constexpr double most = 1e16;
    const double size = std::abs(value);
    const bool isPlain = size == 0 || (size >= least && size < most);
    std::array<char, 64> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                      isPlain ? std::chars_format::fixed : std::chars_format::scientific);
    std::string text(buffer.data(), end);
    return isPlain && text.find('.') == std::string::npos ? text + ".0" : text;
}

std::string printed(const c10::IValue& value) {
    if (value.isString()) {
        return value.toStringRef();
    }
    if (value.isNone()) {
        return "None";
    }
    if (value.isBool()) {
        return value.toBool() ? "True" : "False";
    }
    if (value.isDouble()) {
        return pythonFloat(value.toDouble());
    }
    return value.isTensor() ? c10::str(value.toTensor()) : c10::str(value);
}

// A part of a format: text, or the number of an argument.
struct FormatPart {
    std::string text;
    int argument = -1;
};

// torch._higher_order_ops.print(format, arguments...)
class PrintStep final : public Step {
  public:
    PrintStep(std::vector<FormatPart> parts, std::vector<Source> arguments,
              std::vector<Output> outputs)
        : parts_(std::move(parts)), arguments_(std::move(arguments)), outputs_(std::move(outputs)) {
    }

    void run(Frame& frame) const override {
        for (const auto& argument : arguments_) {
            frame.push(argument);
        }
        std::string text;
        for (const auto& part : parts_) {
            text += part.argument < 0 ? part.text
                                      : printed(frame.stack[static_cast<size_t>(part.argument)]);
        }
        std::cout << text + "\n" << std::flush;
    }
    std::vector<Source*> sources() override { return pointersTo(arguments_); }
    std::vector<int*> outputs() override { return slotsOf(outputs_); }

  private:
    std::vector<FormatPart> parts_;
    std::vector<Source> arguments_;
    std::vector<Output> outputs_; // None, which nothing reads
};

// Reads the fields of a format as str.format does: "{}", "{0}", "{name}".
class FormatReader {
  public:
    FormatReader(const std::string& format, size_t count, const std::vector<std::string>& names)
        : format_(format), count_(count), names_(names) {}

    std::vector<FormatPart> read() {
        std::vector<FormatPart> parts(1);
        for (size_t i = 0; i < format_.size(); ++i) {
            const char letter = format_[i];
            const bool isDoubled = i + 1 < format_.size() && format_[i + 1] == letter;
            if ((letter == '{' || letter == '}') && isDoubled) {
                parts.back().text += letter;
                ++i;
            } else if (letter == '{') {
                const auto end = std::min(format_.find('}', i), format_.size());
                parts.push_back({"", argument(format_.substr(i + 1, end - i - 1))});
                parts.emplace_back();
                i = end;
            } else if (letter == '}') {
                refuse();
            } else {
                parts.back().text += letter;
            }
        }
        return parts;
    }

  private:
    [[noreturn]] void refuse() const {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    "the program prints with the format '" + format_ +
                        "', which is not supported: fields are '{}', '{0}' or '{name}'");
    }

    int argument(const std::string& field) {
        for (size_t i = 0; i < names_.size(); ++i) {
            if (names_[i] == field) {
                return static_cast<int>(count_ + i);
            }
        }
        size_t number = next_;
        if (field.empty()) {
            ++next_;
        } else {
            const auto* end = field.data() + field.size();
            const auto [last, error] = std::from_chars(field.data(), end, number);
            if (error != std::errc() || last != end) {
                refuse();
            }
        }
        if (number >= count_) {
            refuse();
        }
        return static_cast<int>(number);
    }

    const std::string& format_;
    size_t count_;
    const std::vector<std::string>& names_;
    size_t next_ = 0;
};

} // namespace

std::unique_ptr<Step> printStep(GraphBuilder& builder, const Json& node) {
    const NodeArguments arguments(node);
    std::vector<Source> values;
    for (size_t i = 1; i < arguments.count(); ++i) {
        values.push_back(builder.source(arguments[i]));
    }
    std::vector<std::string> names;
    for (const auto& [name, value] : arguments.keywords()) {
        names.push_back(name);
        values.push_back(builder.source(*value));
    }
    FormatReader reader(arguments.textAt(0), arguments.count() - 1, names);
    return std::make_unique<PrintStep>(reader.read(), std::move(values), builder.outputs(node));
}

} // namespace torchsharp
