#include "core/exported/scalars.h"

#include <array>
#include <limits>
#include <map>
#include <utility>

#include "core/files/unreadable.h"
#include "core/support/device.h"
#include "core/support/error.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwUnknown(const char* what, int64_t number) {
    throwUnreadable("its program has the unknown " + std::string(what) + " " +
                    std::to_string(number));
}

template <class Value, size_t Size>
Value valueAt(const std::array<Value, Size>& values, const Json& number, const char* what) {
    const auto index = intOf(number);
    if (index < 1 || std::cmp_greater(index, Size)) { // 0 is "unknown"
        throwUnknown(what, index);
    }
    return values[static_cast<size_t>(index) - 1];
}

const std::map<int64_t, c10::ScalarType>& dtypes() {
    using Type = c10::ScalarType;
    static const auto& types = *new std::map<int64_t, Type>{{1, Type::Byte},
                                                            {2, Type::Char},
                                                            {3, Type::Short},
                                                            {4, Type::Int},
                                                            {5, Type::Long},
                                                            {6, Type::Half},
                                                            {7, Type::Float},
                                                            {8, Type::Double},
                                                            {9, Type::ComplexHalf},
                                                            {10, Type::ComplexFloat},
                                                            {11, Type::ComplexDouble},
                                                            {12, Type::Bool},
                                                            {13, Type::BFloat16},
                                                            {28, Type::UInt16},
                                                            {29, Type::Float8_e4m3fn},
                                                            {30, Type::Float8_e5m2},
                                                            {31, Type::Float8_e4m3fnuz},
                                                            {32, Type::Float8_e5m2fnuz},
                                                            {33, Type::Float8_e8m0fnu},
                                                            {34, Type::UInt32},
                                                            {35, Type::UInt64}};
    return types;
}

} // namespace

c10::ScalarType dtypeOf(const Json& number) {
    const auto found = dtypes().find(intOf(number));
    if (found == dtypes().end()) {
        throwUnknown("element type", intOf(number));
    }
    return found->second;
}

int64_t numberOf(c10::ScalarType dtype) {
    for (const auto& [number, type] : dtypes()) {
        if (type == dtype) {
            return number;
        }
    }
    throw Error(TSP_ERROR_UNSUPPORTED, "an exported program cannot hold a tensor of type " +
                                           std::string(c10::toString(dtype)));
}

c10::Layout layoutOf(const Json& number) {
    using Layout = c10::Layout;
    static constexpr std::array layouts = {Layout::Sparse,    Layout::SparseCsr, Layout::SparseCsc,
                                           Layout::SparseBsr, Layout::SparseBsc, Layout::Mkldnn,
                                           Layout::Strided};
    return valueAt(layouts, number, "layout");
}

c10::MemoryFormat memoryFormatOf(const Json& number) {
    using Format = c10::MemoryFormat;
    static constexpr std::array formats = {Format::Contiguous, Format::ChannelsLast,
                                           Format::ChannelsLast3d, Format::Preserve};
    return valueAt(formats, number, "memory format");
}

c10::Device deviceOf(const Json& value) {
    try {
        const auto type = readDevice(textOf(field(value, "type"))).type();
        const auto* index = optionalField(value, "index");
        const auto number = index == nullptr ? -1 : intOf(*index);
        if (number < -1 || number > std::numeric_limits<c10::DeviceIndex>::max()) {
            throwUnknown("device index", number);
        }
        return {type, static_cast<c10::DeviceIndex>(number)};
    } catch (const Error& e) {
        if (e.record().kind != TSP_ERROR_VALUE) {
            throw;
        }
        throwUnreadable("its program names a device: " + std::string(e.what()));
    }
}

} // namespace torchsharp
