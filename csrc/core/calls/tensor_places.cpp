#include "core/calls/tensor_places.h"

#include <algorithm>
#include <optional>

#include <c10/util/flat_hash_map.h>

#include "core/calls/object.h"
#include "core/types/class_constants.h"

namespace torchsharp {

namespace {

using ObjectPtr = c10::intrusive_ptr<c10::ivalue::Object>;
using Identities = ska::flat_hash_set<const void*>;

class LayoutBuilder {
  public:
    explicit LayoutBuilder(const ObjectPtr& module) { addPart(module, ""); }

    std::shared_ptr<const TensorLayout> take() {
        return std::make_shared<const TensorLayout>(std::move(layout_));
    }
    // Whether a module contains itself, through an interface. The layout stops there, so it does
    // not see all that may be replaced.
    bool hasLoop() const { return hasLoop_; }

  private:
    size_t addPart(const ObjectPtr& module, const std::string& start) {
        const size_t index = layout_.parts.size();
        layout_.parts.emplace_back();
        if (module != nullptr) {
            describe(module, index, start);
        }
        layout_.parts[index].end = layout_.parts.size();
        return index;
    }

    void describe(const ObjectPtr& module, size_t index, const std::string& start) {
        ModulePart part;
        part.type = module->type();
        std::vector<std::pair<size_t, ObjectPtr>> children;
        {
            const SlotReader slots(*module);
            part.slots = slots.size();
            for (size_t slot = 0; slot < std::min(part.slots, part.type->numAttributes()); ++slot) {
                if (part.type->getAttribute(slot)->is_module()) {
                    children.emplace_back(slot, slots[slot].isObject() ? slots[slot].toObject()
                                                                       : ObjectPtr());
                }
            }
        }
        part.firstPlace = layout_.places.size();
        addPlaces(part, true, start);
        addPlaces(part, false, start);
        part.endPlace = layout_.places.size();
        open_.push_back(module.get());
        for (const auto& [slot, child] : children) {
            if (std::find(open_.begin(), open_.end(), child.get()) != open_.end()) {
                hasLoop_ = true;
                continue;
            }
            const auto name = start + part.type->getAttributeName(slot);
            part.children.emplace_back(slot, addPart(child, name + "."));
        }
        open_.pop_back();
        layout_.parts[index] = std::move(part);
    }

    // As in torch.jit a buffer is registered as one, and declared a Tensor.
    void addPlaces(const ModulePart& part, bool parameters, const std::string& start) {
        const auto& type = *part.type;
        for (size_t slot = 0; slot < std::min(part.slots, type.numAttributes()); ++slot) {
            if (parameters ? type.is_parameter(slot)
                           : type.is_buffer(slot) &&
                                 type.getAttribute(slot)->isSubtypeOf(*c10::TensorType::get())) {
                const auto& name = type.getAttributeName(slot);
                layout_.places.push_back({start + name, slot, parameters, isLeftOut(type, name)});
            }
        }
    }

    TensorLayout layout_;
    std::vector<const c10::ivalue::Object*> open_;
    bool hasLoop_ = false;
};

bool isWanted(const TensorPlace& place, tsp_member_kind kind) {
    return kind == TSP_MEMBER_STATE ? !place.isLeftOut
                                    : place.isParameter == (kind == TSP_MEMBER_PARAMETERS);
}

class TensorReader {
  public:
    TensorReader(const TensorLayout& layout, tsp_member_kind kind, bool recurse, bool once)
        : layout_(layout), kind_(kind), recurse_(recurse), once_(once) {}

    // Nothing if the layout is no longer that of the module.
    std::optional<std::vector<std::pair<size_t, at::Tensor>>> read(const ObjectPtr& module) {
        const auto& parts = layout_.parts;
        if (once_) {
            seen_.reserve(layout_.places.size());
            seenModules_.reserve(parts.size());
        }
        modules_.resize(parts.size());
        modules_[0] = module;
        const size_t end = recurse_ ? parts.size() : 1;
        for (size_t i = 0; i < end;) {
            const auto& held = modules_[i];
            if (held == nullptr || (once_ && !seenModules_.insert(held.get()).second)) {
                i = parts[i].end;
            } else if (!readPart(parts[i], *held)) {
                return std::nullopt;
            } else {
                ++i;
            }
        }
        return std::move(found_);
    }

  private:
    bool readPart(const ModulePart& part, const c10::ivalue::Object& module) {
        const SlotReader slots(module);
        if (part.type.get() != module.type().get() || part.slots != slots.size()) {
            return false;
        }
        for (size_t i = part.firstPlace; i < part.endPlace; ++i) {
            const auto& place = layout_.places[i];
            if (!isWanted(place, kind_)) {
                continue;
            }
            const auto& value = slots[place.slot];
            if (value.isTensor() && value.toTensor().defined() &&
                (!once_ || seen_.insert(value.unsafeToTensorImpl()).second)) {
                found_.emplace_back(i, value.toTensor());
            }
        }
        for (const auto& [slot, child] : part.children) {
            const auto& value = slots[slot];
            if (value.isObject() != (layout_.parts[child].type != nullptr)) {
                return false;
            }
            if (value.isObject()) {
                modules_[child] = value.toObject();
            }
        }
        return true;
    }

    const TensorLayout& layout_;
    tsp_member_kind kind_;
    bool recurse_;
    bool once_;
    std::vector<ObjectPtr> modules_;
    std::vector<std::pair<size_t, at::Tensor>> found_;
    Identities seen_;
    Identities seenModules_;
};

} // namespace

FoundTensors TensorPlaces::find(const ObjectPtr& module, tsp_member_kind kind, bool recurse,
                                bool once) {
    auto layout = [this] {
        const std::lock_guard<std::mutex> lock(mutex_);
        return known_;
    }();
    while (true) { // until no other thread changes it meanwhile
        if (layout != nullptr) {
            if (auto found = TensorReader(*layout, kind, recurse, once).read(module)) {
                return {std::move(layout), std::move(*found)};
            }
        }
        LayoutBuilder builder(module);
        layout = builder.take();
        if (!builder.hasLoop()) {
            const std::lock_guard<std::mutex> lock(mutex_);
            known_ = layout;
        }
    }
}

} // namespace torchsharp
