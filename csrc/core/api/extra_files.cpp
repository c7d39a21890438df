#include "core/api/extra_files.h"

#include "core/nodes/read_tree.h"
#include "core/nodes/results.h"

namespace torchsharp {

ExtraFiles readExtraFiles(const tsp_value* value) {
    ExtraFiles extra;
    if (value != nullptr) {
        static const auto& type = *new c10::TypePtr(
            c10::DictType::create(c10::StringType::get(), c10::StringType::get()));
        for (const auto& item : readTree(*value, *type, "extra files").toGenericDict()) {
            extra[item.key().toStringRef()] = item.value().toStringRef();
        }
    }
    return extra;
}

void writeExtraFiles(const ExtraFiles& files, tsp_value* out) {
    if (out != nullptr) {
        c10::Dict<std::string, std::string> found;
        for (const auto& [name, content] : files) {
            found.insert(name, content);
        }
        writeResult(found, out, 1);
    }
}

} // namespace torchsharp
