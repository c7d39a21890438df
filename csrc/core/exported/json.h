#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace torchsharp {

// JSON of an archive that anybody may have written: what is not as it should be fails with FORMAT.

using Json = nlohmann::json;

// what names the text in messages: "the record 'models/model.json'".
Json parseJson(std::string_view text, const std::string& what);

// The member of an object. FORMAT if it is missing.
const Json& field(const Json& object, const char* name);
// Null if it is missing or null.
const Json* optionalField(const Json& object, const char* name);

int64_t intOf(const Json& value);
bool boolOf(const Json& value);
// A number, or "Infinity", "-Infinity" or "NaN".
double doubleOf(const Json& value);
const std::string& textOf(const Json& value);
const Json::array_t& arrayOf(const Json& value);
const Json::object_t& objectOf(const Json& value);

// A union of the export schema is an object with one member, whose name says which it is.
struct Tagged {
    const std::string& tag;
    const Json& value;
};
Tagged taggedOf(const Json& value);

} // namespace torchsharp
