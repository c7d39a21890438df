#include "core/calls/enum_arguments.h"

#include <ATen/core/jit_type.h>
#include <c10/core/Layout.h>
#include <c10/core/MemoryFormat.h>
#include <c10/core/QScheme.h>
#include <c10/core/ScalarType.h>

#include "core/support/error.h"
#include "core/types/schema.h"

namespace torchsharp {

namespace {

// How many numbers the enum has; 0 for any other type.
int64_t countOf(const c10::Type& type) {
    switch (type.kind()) {
    case c10::TypeKind::OptionalType:
        return countOf(*type.expectRef<c10::OptionalType>().getElementType());
    case c10::TypeKind::ScalarTypeType:
        return static_cast<int64_t>(c10::ScalarType::Undefined); // the last one, and not a dtype
    case c10::TypeKind::LayoutType:
        return static_cast<int64_t>(c10::Layout::NumOptions);
    case c10::TypeKind::MemoryFormatType:
        return static_cast<int64_t>(c10::MemoryFormat::NumOptions);
    case c10::TypeKind::QSchemeType:
        return static_cast<int64_t>(c10::COMPILE_TIME_NUM_QSCHEMES);
    default:
        return 0;
    }
}

} // namespace

std::vector<EnumArgument> enumArguments(const c10::FunctionSchema& schema) {
    std::vector<EnumArgument> found;
    for (size_t i = 0; i < schema.arguments().size(); ++i) {
        if (const auto count = countOf(*schema.arguments()[i].real_type()); count > 0) {
            found.push_back({i, count});
        }
    }
    return found;
}

void throwUnknownNumber(const c10::FunctionSchema& schema, const EnumArgument& argument,
                        int64_t number, const std::string& origin) {
    const auto& declared = schema.arguments()[argument.place];
    throw Error(TSP_ERROR_VALUE,
                c10::str(schema.name(), "(): argument '", declared.name(), "' (position ",
                         argument.place + 1, ") must be the number of a ",
                         declared.real_type()->str(), ", from 0 to ", argument.count - 1, ", not ",
                         number, origin.empty() ? "" : " (" + origin + ")",
                         ". Schema: ", schemaText(schema, 0)));
}

} // namespace torchsharp
