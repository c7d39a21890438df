#include "core/calls/enum_arguments.h"

#include <string_view>

#include <ATen/core/jit_type.h>
#include <c10/core/Layout.h>
#include <c10/core/MemoryFormat.h>
#include <c10/core/QScheme.h>
#include <c10/core/ScalarType.h>

#include "core/support/error.h"
#include "core/types/schema.h"

namespace torchsharp {

namespace {

struct Enumeration {
    const char* name;
    int64_t count; // 0 for any other type
};

// Undefined is the last ScalarType, and not a dtype.
constexpr Enumeration dtypes{"ScalarType", static_cast<int64_t>(c10::ScalarType::Undefined)};

Enumeration enumerationOf(const c10::Type& type) {
    switch (type.kind()) {
    case c10::TypeKind::OptionalType:
        return enumerationOf(*type.expectRef<c10::OptionalType>().getElementType());
    case c10::TypeKind::ScalarTypeType:
        return dtypes;
    case c10::TypeKind::LayoutType:
        return {"Layout", static_cast<int64_t>(c10::Layout::NumOptions)};
    case c10::TypeKind::MemoryFormatType:
        return {"MemoryFormat", static_cast<int64_t>(c10::MemoryFormat::NumOptions)};
    case c10::TypeKind::QSchemeType:
        return {"QScheme", static_cast<int64_t>(c10::COMPILE_TIME_NUM_QSCHEMES)};
    default:
        return {"", 0};
    }
}

// Some operators of TorchScript alone, such as aten::to.prim_dtype, declare their dtype as an int.
bool isDtype(const c10::FunctionSchema& schema, const c10::Argument& argument) {
    return argument.name() == "dtype" && schema.name().starts_with("aten::") &&
           isNumber(*argument.type());
}

} // namespace

bool isNumber(const c10::Type& type) {
    if (type.kind() == c10::TypeKind::OptionalType) {
        return isNumber(*type.expectRef<c10::OptionalType>().getElementType());
    }
    return type.kind() == c10::TypeKind::IntType;
}

std::vector<EnumArgument> enumArguments(const c10::FunctionSchema& schema) {
    std::vector<EnumArgument> found;
    for (size_t i = 0; i < schema.arguments().size(); ++i) {
        const auto& argument = schema.arguments()[i];
        const auto enumeration =
            isDtype(schema, argument) ? dtypes : enumerationOf(*argument.real_type());
        if (enumeration.count > 0) {
            found.push_back({i, enumeration.name, enumeration.count});
        }
    }
    return found;
}

void requireUsable(const c10::FunctionSchema& schema, const EnumArgument& argument,
                   const c10::IValue& value) {
    if (!value.isInt()) {
        return;
    }
    const auto refuse = [&](const char* what) {
        throw Error(TSP_ERROR_VALUE, c10::str(schema.name(), "(): argument '",
                                              schema.arguments()[argument.place].name(), "' ", what,
                                              ". Schema: ", schemaText(schema, 0)));
    };
    const std::string_view name = argument.name;
    if (name == "ScalarType" && c10::isQIntType(static_cast<c10::ScalarType>(value.toInt())) &&
        schema.name().find("quantize") == std::string::npos) {
        refuse("cannot be a quantized type, which needs a scale: use quantize_per_tensor");
    }
    if (name == "Layout" && value.toInt() == static_cast<int64_t>(c10::Layout::Mkldnn)) {
        refuse("cannot be Mkldnn: make a strided tensor");
    }
}

void throwUnknownNumber(const c10::FunctionSchema& schema, const EnumArgument& argument,
                        int64_t number, const std::string& origin) {
    const auto& declared = schema.arguments()[argument.place];
    throw Error(TSP_ERROR_VALUE,
                c10::str(schema.name(), "(): argument '", declared.name(), "' (position ",
                         argument.place + 1, ") must be the number of a ", argument.name,
                         ", from 0 to ", argument.count - 1, ", not ", number,
                         origin.empty() ? "" : " (" + origin + ")",
                         ". Schema: ", schemaText(schema, 0)));
}

} // namespace torchsharp
