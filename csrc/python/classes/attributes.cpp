#include "python/classes/attributes.h"

#include "core/calls/object.h"
#include "python/calls/without_gil.h"
#include "python/classes/script_module.h"
#include "python/convert/from_python.h"

namespace torchsharp {

namespace {

// libtorch would accept anything with the attributes of the expected class as a module.
c10::IValue readValue(const pybind11::object& value, const c10::TypePtr& wanted) {
    if (!wanted->is_module()) {
        return fromPython(value.ptr(), wanted);
    }
    c10::IValue read = moduleFromPython(value).object();
    if (!read.type()->isSubtypeOf(*wanted)) {
        throw PythonMismatch{read.type()->annotation_str()};
    }
    return read;
}

} // namespace

c10::IValue readAttribute(const c10::IValue& object, const std::string& name) {
    return withoutGil([&] { return getAttribute(object, name); });
}

void writeAttribute(const c10::IValue& object, const std::string& name,
                    const pybind11::object& value) {
    const auto wanted = attributeToSet(object, name);
    try {
        c10::IValue read = readValue(value, wanted);
        withoutGil([&] { setAttribute(object, name, std::move(read)); });
    } catch (const PythonMismatch& mismatch) {
        throwWrongAttribute(object, name, *wanted, mismatch.got);
    }
}

} // namespace torchsharp
