#include <map>
#include <unordered_map>

#include "python/convert/python_modules.h"
#include "python/convert/to_python.h"

namespace py = pybind11;

namespace torchsharp {

namespace {

// Classes by their definition, so that two loads of a model share one. They live as long as Python.
PyObject* classOf(const c10::TupleType& type) {
    static std::map<std::string, PyObject*> classes; // the GIL guards it
    const auto& fields = type.schema()->arguments();
    std::string key = type.annotation_str();
    py::list names;
    for (const auto& field : fields) {
        key += " " + field.name();
        names.append(field.name());
    }
    auto& known = classes[key];
    if (known == nullptr) {
        const std::string name = type.name() ? type.name()->name() : "NamedTuple";
        known = py::module_::import(python_modules::collections)
                    .attr("namedtuple")(name, names)
                    .release()
                    .ptr();
    }
    return known;
}

struct KnownType {
    std::weak_ptr<const c10::Type> type; // expired: another type may have its address
    PyObject* made;
};

} // namespace

PyObject* namedTupleClass(const c10::TupleType& type) {
    constexpr size_t manyTypes = 256;
    static std::unordered_map<const c10::TupleType*, KnownType> known; // the GIL guards it
    const auto found = known.find(&type);
    if (found != known.end() && !found->second.type.expired()) {
        return found->second.made;
    }
    if (known.size() >= manyTypes) {
        std::erase_if(known, [](const auto& item) { return item.second.type.expired(); });
    }
    auto shared = const_cast<c10::TupleType&>(type).shared_from_this();
    PyObject* made = classOf(type);
    known[&type] = {shared, made};
    return made;
}

} // namespace torchsharp
