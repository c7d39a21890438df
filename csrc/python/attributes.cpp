#include "python/attributes.h"

#include "core/object.h"
#include "python/convert.h"
#include "python/gil.h"

namespace torchsharp {

c10::IValue readAttribute(const c10::IValue& object, const std::string& name) {
    const ReleaseGil released;
    return getAttribute(object, name);
}

void writeAttribute(const c10::IValue& object, const std::string& name,
                    const pybind11::object& value) {
    const auto wanted = attributeToSet(object, name);
    try {
        c10::IValue read = fromPython(value.ptr(), wanted);
        const ReleaseGil released;
        setAttribute(object, name, std::move(read));
    } catch (const PythonMismatch& mismatch) {
        throwWrongAttribute(object, name, *wanted, mismatch.got);
    }
}

} // namespace torchsharp
