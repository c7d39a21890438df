#include "core/exported/custom_objects.h"
#include "core/without_torchscript/unsupported.h"

namespace torchsharp {

c10::ClassTypePtr customClassOf(const std::string& name) {
    throwNoTorchScript("the program has an object of '" + name + "', which cannot be read");
}

c10::IValue readCustomObject(const std::string& record, const std::string&, const Policy*) {
    throwNoTorchScript("the record '" + record + "' cannot be read");
}

std::string writeCustomObject(const c10::IValue&) {
    throwNoTorchScript("an object of a registered class cannot be written");
}

} // namespace torchsharp
