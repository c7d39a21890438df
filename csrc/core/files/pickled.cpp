#include "core/files/pickled.h"

#include <algorithm>

#include "core/types/plain_data.h"

namespace torchsharp {

namespace {

[[noreturn]] void throwOther(const Pickled& item, const char* expected) {
    throwUnreadable("the pickle has " + kindText(valueOf(item)) + " where " + expected +
                    " was expected");
}

// Whether a value can be in a set in C#, where a tuple is equal to one with equal items.
bool isSetItem(const c10::IValue& value) {
    if (value.isTuple()) {
        const auto& items = value.toTupleRef().elements();
        return std::all_of(items.begin(), items.end(), isSetItem);
    }
    return isDictKey(value) || value.isNone() || dataOf<DtypeData>(value) != nullptr;
}

} // namespace

std::string kindText(const c10::IValue& value) {
    return dataOf<BytesData>(value) != nullptr    ? "bytes"
           : dataOf<SetData>(value) != nullptr    ? "set"
           : dataOf<DtypeData>(value) != nullptr  ? "dtype"
           : dataOf<LayoutData>(value) != nullptr ? "layout"
                                                  : value.tagKind();
}

const c10::IValue& valueOf(const Pickled& item) {
    if (const auto* value = std::get_if<c10::IValue>(&item)) {
        return *value;
    }
    if (const auto* global = std::get_if<PickledGlobal>(&item)) {
        throwNeedsPython(global->name);
    }
    throwUnreadable("the pickle uses a tensor's storage as a value");
}

std::vector<Pickled> itemsOf(const Pickled& tuple) {
    if (const auto* mixed = std::get_if<std::shared_ptr<PickledTuple>>(&tuple)) {
        return (*mixed)->items;
    }
    const auto& value = valueOf(tuple);
    if (!value.isTuple()) {
        throwUnreadable("the pickle has " + kindText(value) + " where a tuple was expected");
    }
    const auto& elements = value.toTupleRef().elements();
    return std::vector<Pickled>(elements.begin(), elements.end()); // {} would hold the pointers
}

int64_t intOf(const Pickled& item) {
    return valueOf(item).isInt() ? valueOf(item).toInt() : (throwOther(item, "an int"), 0);
}

double doubleOf(const Pickled& item) {
    return valueOf(item).isDouble() ? valueOf(item).toDouble() : (throwOther(item, "a float"), 0);
}

bool boolOf(const Pickled& item) {
    return valueOf(item).isBool() ? valueOf(item).toBool() : (throwOther(item, "a bool"), false);
}

const std::string& textOf(const Pickled& item) {
    if (!valueOf(item).isString()) {
        throwOther(item, "text");
    }
    return valueOf(item).toStringRef();
}

at::Tensor tensorOf(const Pickled& item) {
    if (!valueOf(item).isTensor()) {
        throwOther(item, "a tensor");
    }
    return valueOf(item).toTensor();
}

bool isDictKey(const c10::IValue& value) {
    return value.isString() || value.isInt() || value.isDouble() || value.isBool() ||
           value.isComplexDouble() || value.isDevice();
}

c10::IValue setOf(const std::vector<Pickled>& items) {
    std::vector<c10::IValue> values;
    for (const auto& item : items) {
        values.push_back(valueOf(item));
        if (!isSetItem(values.back())) {
            throwUnreadable("it holds a set with items of the unsupported type " +
                            kindText(values.back()));
        }
    }
    return dataValue<SetData>(std::move(values));
}

} // namespace torchsharp
