#include "core/files/module_reader.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

#include <torch/csrc/jit/operator_upgraders/upgraders_entry.h>
#include <torch/csrc/jit/serialization/import_source.h>

#include "core/files/old_convolutions.h"
#include "core/files/original_ranges.h"
#include "core/files/pickled_objects.h"
#include "core/files/pickled_tensors.h"
#include "core/source/code_check.h"
#include "core/source/limits.h"
#include "core/support/deep_stack.h"

namespace torchsharp {

namespace {

// The source file of a qualified name such as "__torch__.models": code/__torch__/models.py.
constexpr std::string_view codeFolder = "code/";
constexpr std::string_view codeEnd = ".py";

// libtorch recurses into each definition that another one names. The caller's stack may be small.
constexpr size_t stackSize = size_t{64} << 20;

class ModuleReader {
  public:
    ModuleReader(const ArchiveRecords& records, const std::optional<c10::Device>& device)
        : records_(records), device_(device),
          unit_(std::make_shared<torch::jit::CompilationUnit>()),
          importer_(
              unit_, &constants_, [this](const std::string& name) { return sourceOf(name); },
              records.version()),
          objects_(unit_, [this](const std::string& name) { return typeNamed(name); }) {}

    // Runs nothing of the archive.
    torch::jit::Module assemble() {
        try {
            return assembled();
        } catch (...) {
            // libtorch compiles a class method by method. Those behind the one that failed still
            // hold the importer, and so the unit that they are in.
            unit_->drop_all_functions();
            throw;
        }
    }

    // Runs what the archive's classes do on load.
    void restore(const torch::jit::Module& module) {
        objects_.restore();
        if (hasConvolutions_) {
            replaceOldConvolutions(module);
        }
    }

    // Everything that users of the module, and those of its parts, can call.
    void vet(const torch::jit::Module& module, const Policy& policy, VetReport& report) const {
        Reach reach;
        reach.add(module.type());
        for (const auto& type : objects_.types()) {
            reach.add(type);
        }
        for (const auto& constant : constants_) {
            if (constant.isObject()) {
                reach.add(constant.toObjectRef().type());
            }
        }
        std::vector<const torch::jit::Function*> onLoad;
        for (const auto& one : objects_.unrestored()) {
            onLoad.push_back(&one.setter());
        }
        addCode(reach, onLoad, objects_.counts(), policy, report);
    }

    std::vector<std::string> unrestored() const {
        std::set<std::string> names;
        for (const auto& one : objects_.unrestored()) {
            names.insert(one.object->type()->name()->qualifiedName());
        }
        return {names.begin(), names.end()};
    }

  private:
    torch::jit::Module assembled() {
        readCode();
        const auto table = unpickled("constants.pkl", "constants/");
        if (!table.isTuple()) {
            throwUnreadable("its record 'constants.pkl' is not a tuple");
        }
        for (const auto& constant : table.toTupleRef().elements()) {
            constants_.push_back(constant);
        }
        const auto root = unpickled("data.pkl", "data/");
        if (!root.isObject() || !root.toObjectRef().type()->is_module()) {
            throwUnreadable("its record 'data.pkl' is not a module");
        }
        return torch::jit::Module(root.toObject());
    }

    c10::IValue unpickled(const std::string& record, const std::string& folder) {
        const ArchiveStorages storages(records_, folder);
        PickledTensors tensors(storages, device_);
        const auto call = [&](const std::string& name, const std::vector<Pickled>& arguments) {
            auto made = tensors.call(name, arguments);
            return made ? *std::move(made) : objects_.call(name, arguments);
        };
        return PickleMachine(records_.text(record),
                             {call, [&](const auto& id) { return tensors.storage(id); },
                              [&](const std::string& name, const c10::IValue& state) {
                                  return objects_.object(name, state);
                              },
                              nullptr})
            .run();
    }

    // A type that a pickle names, which may be written out: "List[__torch__.Point]".
    c10::TypePtr typeNamed(const std::string& name) {
        checkTypeText(name);
        return importer_.loadType(c10::QualifiedName(name));
    }

    // Reads and checks all code before any of it is compiled.
    void readCode() {
        CodeCheck check;
        for (const auto& [record, place] : records_.directory().records) {
            if (!record.starts_with(codeFolder) || !record.ends_with(codeEnd)) {
                continue;
            }
            const std::string text = records_.text(record);
            hasConvolutions_ = hasConvolutions_ || text.find("quantized.conv") != std::string::npos;
            const std::string ranges = record + ".debug_pkl";
            auto source = std::make_shared<torch::jit::Source>(
                text, record, 1,
                records_.has(ranges) ? originalRanges(records_.text(ranges)) : nullptr);
            auto qualifier = record.substr(codeFolder.size(),
                                           record.size() - codeFolder.size() - codeEnd.size());
            std::replace(qualifier.begin(), qualifier.end(), '/', '.');
            check.add(qualifier, source);
            sources_.emplace(record, std::move(source));
        }
        check.checkChains();
    }

    // Null if the archive has none.
    std::shared_ptr<torch::jit::Source> sourceOf(std::string qualifier) const {
        std::replace(qualifier.begin(), qualifier.end(), '.', '/');
        const auto found =
            sources_.find(std::string(codeFolder) + qualifier + std::string(codeEnd));
        return found == sources_.end() ? nullptr : found->second;
    }

    const ArchiveRecords& records_;
    std::optional<c10::Device> device_;
    std::shared_ptr<torch::jit::CompilationUnit> unit_;
    std::vector<c10::IValue> constants_;
    bool hasConvolutions_ = false;
    std::unordered_map<std::string, std::shared_ptr<torch::jit::Source>> sources_;
    torch::jit::SourceImporter importer_;
    PickledObjects objects_;
};

} // namespace

torch::jit::Module readModule(const ArchiveRecords& records,
                              const std::optional<c10::Device>& device, const Policy* policy,
                              const std::string& name) {
    torch::jit::populate_upgraders_graph_map();
    std::optional<torch::jit::Module> module;
    onDeepStack(stackSize, [&] {
        ModuleReader reader(records, device);
        module = reader.assemble();
        if (policy != nullptr) {
            VetReport report;
            report.policy = policy->name();
            reader.vet(*module, *policy, report);
            requireAllowed(report, name);
        }
        reader.restore(*module);
    });
    return *std::move(module);
}

torch::jit::Module outlineModule(const ArchiveRecords& records, std::vector<std::string>& empty) {
    torch::jit::populate_upgraders_graph_map();
    std::optional<torch::jit::Module> module;
    onDeepStack(stackSize, [&] {
        ModuleReader reader(records, c10::Device(c10::kCPU));
        module = reader.assemble();
        empty = reader.unrestored();
    });
    return *std::move(module);
}

void vetModule(const ArchiveRecords& records, const Policy& policy, VetReport& report) {
    torch::jit::populate_upgraders_graph_map();
    onDeepStack(stackSize, [&] {
        ModuleReader reader(records, c10::Device(c10::kCPU));
        reader.vet(reader.assemble(), policy, report);
    });
}

} // namespace torchsharp
