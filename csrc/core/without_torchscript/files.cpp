#include "core/files/archive.h"
#include "core/without_torchscript/unsupported.h"

namespace torchsharp {

Module loadModule(const ByteSource& source, const std::optional<c10::Device>&,
                  const std::vector<std::string>&, ExtraFiles*, const Policy*) {
    throwNoTorchScript(source.name + " cannot be loaded. It loads files of torch.export.save, "
                                     "with export.load.");
}

c10::IValue vetTree(const ByteSource& source, const Policy&) {
    throwNoTorchScript(source.name + " cannot be vetted");
}

void saveModule(const Module& module, const ByteSink&, const ExtraFiles&) {
    requireTorchScript(module, "saved");
    throwNoTorchScript("the module cannot be saved");
}

} // namespace torchsharp
