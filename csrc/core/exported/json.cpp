#include "core/exported/json.h"

#include <limits>

#include "core/files/unreadable.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwOther(const char* wanted, const Json& value) {
    constexpr size_t most = 80;
    auto text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > most) {
        text = text.substr(0, most) + "...";
    }
    throwUnreadable(std::string("its program has ") + text + " in a place of " + wanted);
}

} // namespace

Json parseJson(std::string_view text, const std::string& what) {
    auto parsed = Json::parse(text.begin(), text.end(), nullptr, false);
    if (parsed.is_discarded()) {
        throwUnreadable(what + " is not JSON");
    }
    return parsed;
}

const Json& field(const Json& object, const char* name) {
    const auto& members = objectOf(object);
    const auto found = members.find(name);
    if (found == members.end()) {
        throwUnreadable(std::string("its program has an object without '") + name + "'");
    }
    return found->second;
}

const Json* optionalField(const Json& object, const char* name) {
    const auto& members = objectOf(object);
    const auto found = members.find(name);
    return found == members.end() || found->second.is_null() ? nullptr : &found->second;
}

int64_t intOf(const Json& value) {
    if (!value.is_number_integer() ||
        (value.is_number_unsigned() &&
         value.get<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))) {
        throwOther("an integer", value);
    }
    return value.get<int64_t>();
}

bool boolOf(const Json& value) {
    if (!value.is_boolean()) {
        throwOther("true or false", value);
    }
    return value.get<bool>();
}

double doubleOf(const Json& value) {
    if (value.is_number()) {
        return value.get<double>();
    }
    if (value == "Infinity") {
        return std::numeric_limits<double>::infinity();
    }
    if (value == "-Infinity") {
        return -std::numeric_limits<double>::infinity();
    }
    if (value == "NaN") {
        return std::numeric_limits<double>::quiet_NaN();
    }
    throwOther("a number", value);
}

const std::string& textOf(const Json& value) {
    if (!value.is_string()) {
        throwOther("a text", value);
    }
    return value.get_ref<const std::string&>();
}

const Json::array_t& arrayOf(const Json& value) {
    if (!value.is_array()) {
        throwOther("a list", value);
    }
    return value.get_ref<const Json::array_t&>();
}

const Json::object_t& objectOf(const Json& value) {
    if (!value.is_object()) {
        throwOther("an object", value);
    }
    return value.get_ref<const Json::object_t&>();
}

Tagged taggedOf(const Json& value) {
    const auto& members = objectOf(value);
    if (members.size() != 1) {
        throwOther("an object with one member", value);
    }
    return {members.begin()->first, members.begin()->second};
}

} // namespace torchsharp
