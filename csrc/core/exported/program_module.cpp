#include "core/exported/program_module.h"

#include <algorithm>
#include <map>

#include <ATen/ATen.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/builtin_function.h>
#include <c10/core/GradMode.h>

#include "core/calls/stack.h"
#include "core/exported/input_checks.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"
#include "core/types/class_constants.h"

namespace torchsharp {

namespace {

using c10::IValue;
using c10::ivalue::Object;
using torch::jit::Stack;

constexpr const char* modeAttribute = "training"; // as TorchScript modules have it

// Where the object has a weight: in which of the objects that have any, and in which slot.
struct WeightPlace {
    size_t owner;
    size_t slot;
};
// An object that another one has, by its slot; the first one is the module itself.
struct OwnerPlace {
    size_t parent;
    size_t slot;
};

class ProgramFunction final : public torch::jit::BuiltinOpFunction {
  public:
    ProgramFunction(const Program& program, std::function<void(Stack&)> run)
        : BuiltinOpFunction(c10::QualifiedName("forward"), program.schema(), std::move(run)),
          program_(program) {}

    const Program& program() const { return program_; }

  private:
    const Program& program_;
};

// What a backward pass does with the gradient of a leaf.
void accumulate(const at::Tensor& tensor, const at::Tensor& gradient) {
    auto& known = tensor.mutable_grad();
    if (known.defined()) {
        known.add_(gradient);
    } else {
        known = gradient.detach().clone();
    }
}

// The class keeps it, and with it the function that forward is.
class RunnableProgram final : public torch::CustomClassHolder {
  public:
    RunnableProgram(std::shared_ptr<const Program> program,
                    std::unique_ptr<CompiledProgram> compiled, std::unique_ptr<PackageCode> package,
                    std::vector<OwnerPlace> owners, std::vector<WeightPlace> weights)
        : program_(std::move(program)), compiled_(std::move(compiled)),
          package_(std::move(package)), owners_(std::move(owners)), weights_(std::move(weights)),
          checks_(*program_),
          forward_(std::make_unique<ProgramFunction>(
              *program_,
              [this](Stack& stack) { package_ == nullptr ? run(stack) : runPackage(stack); })),
          isFlat_(std::all_of(program_->arguments.begin(), program_->arguments.end(),
                              [](const Tree& each) { return each.kind == Tree::Kind::Leaf; })) {}

    const std::shared_ptr<const Program>& program() const { return program_; }
    const CompiledProgram* compiled() const { return compiled_.get(); }
    torch::jit::Function* forward() const { return forward_.get(); }

    using Weights = c10::SmallVector<const IValue*, 64>;

    void gather(const Object& self, Weights& found) const {
        c10::SmallVector<const Object*, 64> owners{&self};
        for (size_t i = 1; i < owners_.size(); ++i) {
            owners.push_back(&owners[owners_[i].parent]->getSlot(owners_[i].slot).toObjectRef());
        }
        for (const auto& place : weights_) {
            found.push_back(&owners[place.owner]->getSlot(place.slot));
        }
    }

  private:
    void run(Stack& stack) const {
        const auto self = std::move(stack.front()).toObject();
        if (isFlat_) { // the arguments are the leaves
            stack.erase(stack.begin());
            call(*self, stack);
            return;
        }
        ReusedStack<3> values;
        flattenArguments(stack, *values);
        stack.clear();
        call(*self, *values);
        stack.push_back(std::move(values->front()));
    }

    // Replaces the leaves of the arguments by the result.
    void call(const Object& self, Stack& values) const {
        Weights weights;
        gather(self, weights);
        RunState state{weights, std::nullopt, std::nullopt, true};
        const auto dtype = follow(state);
        checks_.check(*program_, values, dtype);
        if (compiled_ != nullptr && compiled_->fits(values, weights)) {
            compiled_->run(values);
        } else {
            interpret(values, state);
        }
        // The leaves of the result are the first values.
        if (program_->result.kind == Tree::Kind::Leaf) {
            values.erase(values.begin() + 1, values.end());
            return;
        }
        size_t next = 0;
        auto built = unflatten(program_->result, values, next);
        values.clear();
        values.push_back(std::move(built));
    }

    void interpret(Stack& values, RunState& state) const {
        std::vector<IValue> kept; // arguments and weights that the program changes
        for (const auto& mutation : program_->mutations) {
            kept.push_back(mutation.weight ? *state.weights[*mutation.weight]
                                           : values[mutation.input]);
        }
        runGraph(values, state);
        for (size_t i = 0; i < kept.size(); ++i) {
            const c10::AutoGradMode off(false);
            const auto& changed = values[program_->mutations[i].output].toTensor();
            if (program_->mutations[i].isGradient) {
                accumulate(kept[i].toTensor(), changed);
            } else {
                kept[i].toTensor().copy_(changed);
            }
        }
        if (!kept.empty()) {
            std::vector<IValue> results;
            for (const auto place : program_->results) {
                results.push_back(values[place]);
            }
            values = std::move(results);
        }
    }

    void runPackage(Stack& stack) const {
        Stack leaves;
        for (size_t i = 0; i < program_->arguments.size(); ++i) {
            flatten(program_->arguments[i], stack[i + 1], {nullptr, &program_->argumentNames[i]},
                    leaves);
        }
        stack.clear();
        package_->run(leaves);
        size_t next = 0;
        stack.push_back(unflatten(program_->result, leaves, next));
    }

    // Without gradients to record, the kernels that would record them need not be asked.
    void runGraph(Stack& values, RunState& state) const {
        std::optional<c10::AutoGradMode> off;
        if (program_->hasGradients) {
            off.emplace(false);
        }
        std::optional<at::AutoDispatchBelowAutograd> guard;
        if (!c10::GradMode::is_enabled() && !program_->setsGradMode) {
            guard.emplace();
            state.records = false;
        }
        program_->graph.run(values, state);
    }

    void flattenArguments(const Stack& stack, Stack& leaves) const {
        for (size_t i = 0; i < program_->arguments.size(); ++i) {
            flatten(program_->arguments[i], stack[i + 1], {nullptr, &program_->argumentNames[i]},
                    leaves);
        }
    }

    // Weights that moved to another device or element type take the program with them.
    std::optional<c10::ScalarType> follow(RunState& state) const {
        if (state.weights.empty() || !state.weights[0]->isTensor()) {
            return std::nullopt;
        }
        const auto& first = state.weights[0]->toTensor();
        if (first.device().type() != program_->device->type()) {
            state.device = first.device();
        }
        if (!program_->dtype) {
            return std::nullopt;
        }
        const auto floating =
            std::find_if(state.weights.begin(), state.weights.end(), [](const IValue* each) {
                return each->isTensor() && each->toTensor().is_floating_point();
            });
        if (floating == state.weights.end() ||
            (*floating)->toTensor().scalar_type() == *program_->dtype) {
            return std::nullopt;
        }
        const auto dtype = (*floating)->toTensor().scalar_type();
        state.dtype = static_cast<int64_t>(dtype);
        return dtype;
    }

    std::shared_ptr<const Program> program_;
    std::unique_ptr<CompiledProgram> compiled_; // or null
    std::unique_ptr<PackageCode> package_;      // or null
    std::vector<OwnerPlace> owners_;
    std::vector<WeightPlace> weights_;
    InputChecks checks_;
    std::unique_ptr<ProgramFunction> forward_;
    bool isFlat_;
};

// The class keeps the program as a constant, which has no type of its own to callers.
c10::intrusive_ptr<RunnableProgram> runnableOf(const c10::ClassType& type) {
    const auto slot = type.findConstantSlot(programConstant);
    if (!slot) {
        return nullptr;
    }
    return c10::static_intrusive_pointer_cast<RunnableProgram>(type.getConstant(*slot).toCapsule());
}

// A class name that libtorch takes: the parts of a Python name between dots.
c10::QualifiedName className(const std::string& pythonName) {
    std::vector<std::string> parts;
    std::string part;
    for (const char letter : pythonName + ".") {
        if (letter == '.') {
            if (!part.empty()) {
                parts.push_back(std::move(part));
            }
            part.clear();
        } else if (std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_') {
            part += letter;
        }
    }
    if (parts.empty()) {
        parts.emplace_back("ExportedProgram");
    }
    return c10::QualifiedName(parts);
}

// The modules that the dotted names of weights describe.
class ModuleBuilder {
  public:
    ModuleBuilder(std::shared_ptr<const Program> program, std::unique_ptr<CompiledProgram> compiled,
                  std::unique_ptr<PackageCode> package)
        : program_(std::move(program)), compiled_(std::move(compiled)),
          package_(std::move(package)) {}

    c10::intrusive_ptr<Object> build(const std::vector<at::Tensor>& tensors,
                                     const std::vector<IValue>& objects) {
        addOwner("", 0, program_->className);
        for (size_t i = 0; i < program_->weights.size(); ++i) {
            addWeight(program_->weights[i],
                      i < tensors.size() ? IValue(tensors[i]) : objects[i - tensors.size()]);
        }
        std::vector<OwnerPlace> places;
        for (const auto& owner : owners_) {
            places.push_back({owner.parent, owner.slot});
        }
        auto holder = c10::make_intrusive<RunnableProgram>(program_, std::move(compiled_),
                                                           std::move(package_), std::move(places),
                                                           std::move(weights_));
        auto* forward = holder->forward();
        auto& root = *owners_.front().type;
        root.addConstant(programConstant, IValue::make_capsule(std::move(holder)));
        root.addMethod(forward);
        return makeObjects();
    }

  private:
    struct Owner {
        size_t parent;
        size_t slot;
        c10::ClassTypePtr type;
        std::vector<IValue> values; // by slot; None for an object that is made later
        std::vector<std::string> leftOut;
    };

    size_t addOwner(const std::string& path, size_t parent, const std::string& pythonName) {
        Owner owner{parent,
                    0,
                    c10::ClassType::create(className(pythonName),
                                           std::weak_ptr<torch::jit::CompilationUnit>(), true),
                    {},
                    {}};
        owners_.push_back(std::move(owner));
        numbers_.emplace(path, owners_.size() - 1);
        return owners_.size() - 1;
    }

    // The number of the module with that path, which is made if there is none.
    size_t ownerAt(const std::string& path) {
        if (const auto known = numbers_.find(path); known != numbers_.end()) {
            return known->second;
        }
        const auto dot = path.rfind('.');
        const auto parent = ownerAt(dot == std::string::npos ? "" : path.substr(0, dot));
        const auto name = path.substr(dot == std::string::npos ? 0 : dot + 1);
        const auto known = program_->moduleClasses.find(path);
        const auto number =
            addOwner(path, parent,
                     known == program_->moduleClasses.end() ? "torch.nn.Module" : known->second);
        requireNew(parent, name, path);
        auto& owner = owners_[parent];
        owners_[number].slot = owner.type->addAttribute(name, owners_[number].type);
        owner.values.emplace_back();
        return number;
    }

    void requireNew(size_t owner, const std::string& name, const std::string& path) const {
        if (name.empty() || owners_[owner].type->hasAttribute(name)) {
            throwUnreadable("its program has no valid place for the weight '" + path + "'");
        }
    }

    void addWeight(const WeightSpec& spec, const IValue& value) {
        const auto dot = spec.name.rfind('.');
        const auto number = ownerAt(dot == std::string::npos ? "" : spec.name.substr(0, dot));
        const auto name = spec.name.substr(dot == std::string::npos ? 0 : dot + 1);
        const bool isParameter = spec.kind == WeightSpec::Kind::Parameter;
        if (const auto known = places_.find(spec.name); known != places_.end()) {
            weights_.push_back(known->second); // the graph has it twice
            return;
        }
        requireNew(number, name, spec.name);
        auto& owner = owners_[number];
        const auto slot = value.isTensor() ? owner.type->addAttribute(name, c10::TensorType::get(),
                                                                      isParameter, !isParameter)
                                           : owner.type->addAttribute(name, value.type());
        owner.values.push_back(value);
        if (!spec.isPersistent) {
            owner.leftOut.push_back(name);
        }
        places_.emplace(spec.name, WeightPlace{number, slot});
        weights_.push_back({number, slot});
    }

    // From the innermost module on, which were added last.
    c10::intrusive_ptr<Object> makeObjects() {
        c10::intrusive_ptr<Object> made;
        for (size_t i = owners_.size(); i-- > 0;) {
            auto& owner = owners_[i];
            if (!owner.type->hasAttribute(modeAttribute)) {
                owner.type->addAttribute(modeAttribute, c10::BoolType::get());
                owner.values.emplace_back(program_->isTraining.value_or(false));
            }
            if (!owner.leftOut.empty()) {
                c10::List<std::string> names;
                for (auto& name : owner.leftOut) {
                    names.push_back(std::move(name));
                }
                owner.type->addConstant(leftOutConstant, names);
            }
            made = Object::create(
                c10::StrongTypePtr(std::shared_ptr<torch::jit::CompilationUnit>(), owner.type),
                owner.values.size());
            for (size_t slot = 0; slot < owner.values.size(); ++slot) {
                made->setSlot(slot, std::move(owner.values[slot]));
            }
            if (i > 0) {
                owners_[owner.parent].values[owner.slot] = made;
            }
        }
        return made;
    }

    std::shared_ptr<const Program> program_;
    std::unique_ptr<CompiledProgram> compiled_;
    std::unique_ptr<PackageCode> package_;
    std::vector<Owner> owners_;
    std::map<std::string, size_t> numbers_; // of the modules, by path
    std::map<std::string, WeightPlace> places_;
    std::vector<WeightPlace> weights_;
};

} // namespace

c10::intrusive_ptr<Object> programModule(std::shared_ptr<const Program> program,
                                         const std::vector<at::Tensor>& weights,
                                         const std::vector<IValue>& objects,
                                         std::unique_ptr<CompiledProgram> compiled) {
    return ModuleBuilder(std::move(program), std::move(compiled), nullptr).build(weights, objects);
}

c10::intrusive_ptr<Object> packageModule(std::unique_ptr<PackageCode> code) {
    auto program = code->program();
    return ModuleBuilder(std::move(program), nullptr, std::move(code)).build({}, {});
}

std::shared_ptr<const Program> programOf(const c10::ClassType& type) {
    const auto runnable = runnableOf(type);
    return runnable ? runnable->program() : nullptr;
}

const CompiledProgram* compiledOf(const c10::ClassType& type) {
    const auto runnable = runnableOf(type); // the class keeps it
    return runnable ? runnable->compiled() : nullptr;
}

const Program* programOf(const torch::jit::Function* function) {
    const auto* forward = dynamic_cast<const ProgramFunction*>(function);
    return forward == nullptr ? nullptr : &forward->program();
}

std::vector<at::Tensor> weightsOf(const Object& object) {
    RunnableProgram::Weights found;
    runnableOf(*object.type())->gather(object, found);
    std::vector<at::Tensor> tensors;
    for (const auto* value : found) {
        if (value->isTensor()) {
            tensors.push_back(value->toTensor());
        }
    }
    return tensors;
}

std::vector<IValue> objectsOf(const Object& object) {
    RunnableProgram::Weights found;
    runnableOf(*object.type())->gather(object, found);
    std::vector<IValue> objects;
    for (const auto* value : found) {
        if (!value->isTensor()) {
            objects.push_back(*value);
        }
    }
    return objects;
}

} // namespace torchsharp
