#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <torch/csrc/jit/api/compilation_unit.h>

#include "core/files/pickle_machine.h"
#include "core/files/type_tags.h"

namespace torchsharp {

// What TorchScript writes into a pickle beside plain data and tensors: objects of the archive's
// classes, enums and containers that know the types of their elements. Every value is of the type
// that was declared for it.
class PickledObjects {
  public:
    using TypeNamed = std::function<c10::TypePtr(const std::string& name)>;

    PickledObjects(std::shared_ptr<torch::jit::CompilationUnit> unit, TypeNamed typeNamed)
        : unit_(std::move(unit)), typeNamed_(std::move(typeNamed)) {}

    // FORMAT for an unknown function.
    c10::IValue call(const std::string& name, const std::vector<Pickled>& arguments);

    // An object of the class with the attributes of the state. If the class has a __setstate__, the
    // object stays empty until restore. FORMAT.
    c10::IValue object(const std::string& name, const c10::IValue& state);

    // An object that code of its class fills from a state.
    struct Unrestored {
        c10::intrusive_ptr<c10::ivalue::Object> object;
        c10::IValue state;

        torch::jit::Function& setter() const { return object->type()->getMethod("__setstate__"); }
    };
    const std::vector<Unrestored>& unrestored() const { return unrestored_; }
    // Runs it, for all objects in the order of the file: this runs code of the file. FORMAT.
    void restore();

    // The types that the file names, and how many objects of each class it has.
    std::vector<c10::TypePtr> types() const;
    const std::map<std::string, int64_t>& counts() const { return counts_; }

  private:
    const c10::TypePtr& type(const std::string& name);
    void requireAttributes(const c10::ivalue::Object& object);
    c10::IValue enumOf(const c10::EnumTypePtr& type, const c10::IValue& value) const;

    std::shared_ptr<torch::jit::CompilationUnit> unit_;
    TypeNamed typeNamed_;
    std::unordered_map<std::string, c10::TypePtr> types_;
    std::map<std::string, int64_t> counts_;
    std::vector<Unrestored> unrestored_;
    TypeTags tags_;
};

} // namespace torchsharp
