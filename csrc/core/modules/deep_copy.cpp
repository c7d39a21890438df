#include "core/modules/deep_copy.h"

#include <ATen/ATen.h>
#include <ATen/core/Dict.h>
#include <ATen/core/function.h>

#include "core/calls/future.h"
#include "core/calls/object.h"
#include "core/support/error.h"
#include "core/support/nesting.h"
#include "core/types/class_type.h"

namespace torchsharp {

namespace {

using c10::IValue;

IValue copiedStorage(const c10::Storage& storage) {
    const auto bytes = at::empty({0}, at::device(storage.device()).dtype(at::kByte)).set_(storage);
    return bytes.clone().storage();
}

// Values that nothing can change need no copy.
bool isConstant(const IValue& value) {
    return !value.isPtrType() || value.internalToPointer() == nullptr || value.isComplexDouble() ||
           value.isString() || value.isEnum() || value.isStream() || value.isQuantizer() ||
           value.isSymInt() || value.isSymFloat() || value.isSymBool();
}

} // namespace

IValue DeepCopy::copy(const IValue& value) {
    if (isConstant(value)) {
        return value;
    }
    if (const auto known = copies_.find(value.internalToPointer()); known != copies_.end()) {
        return known->second;
    }
    const NestingLevel level(depth_);
    if (level.isTooDeep()) {
        throw Error(TSP_ERROR_UNSUPPORTED, place() + " is nested more than " +
                                               std::to_string(deepestNesting) +
                                               " levels deep, so it cannot be copied");
    }
    IValue copied = copyParts(value);
    remember(value, copied);
    return copied;
}

IValue DeepCopy::copyAttribute(const std::string& name, const IValue& value) {
    path_.push_back(name);
    IValue copied = copy(value);
    path_.pop_back();
    return copied;
}

IValue DeepCopy::copyParts(const IValue& value) {
    if (value.isTensor()) {
        return copyTensor(value.toTensor());
    }
    if (value.isTuple()) {
        return copyTuple(value);
    }
    if (value.isList()) {
        return copyList(value);
    }
    if (value.isGenericDict()) {
        return copyDict(value);
    }
    if (value.isObject()) {
        return copyObject(value);
    }
    if (value.isFuture() || value.isAwait()) {
        return copyTask(value);
    }
    if (value.isGenerator()) {
        return value.toGenerator().clone();
    }
    if (value.isStorage()) {
        return copiedStorage(value.toStorage());
    }
    throw Error(TSP_ERROR_UNSUPPORTED,
                place() + " holds a value of kind " + value.tagKind() + ", which cannot be copied");
}

// As in copies of a torch.nn.Module, parameters are leaves, because copying is not recorded.
IValue DeepCopy::copyTensor(const at::Tensor& tensor) {
    auto copied = tensor.detach().clone();
    copied.set_requires_grad(tensor.requires_grad());
    return copied;
}

IValue DeepCopy::copyTuple(const IValue& value) {
    std::vector<IValue> elements;
    for (const auto& element : value.toTupleRef().elements()) {
        elements.push_back(copy(element));
    }
    const auto type = value.toTuple()->type();
    return type->schema() == nullptr ? c10::ivalue::Tuple::create(std::move(elements))
                                     : c10::ivalue::Tuple::createNamed(std::move(elements), type);
}

IValue DeepCopy::copyList(const IValue& value) {
    const auto list = value.toList();
    c10::impl::GenericList copied(list.elementType());
    remember(value, copied);
    copied.reserve(list.size());
    for (size_t i = 0; i < list.size(); ++i) {
        copied.push_back(copy(list.get(i)));
    }
    return copied;
}

IValue DeepCopy::copyDict(const IValue& value) {
    const auto dict = value.toGenericDict();
    c10::impl::GenericDict copied(dict.keyType(), dict.valueType());
    remember(value, copied);
    copied.reserve(dict.size());
    for (const auto& item : dict) {
        IValue key = copy(item.key());
        copied.insert_or_assign(std::move(key), copy(item.value()));
    }
    return copied;
}

IValue DeepCopy::copyTask(const IValue& value) {
    if (!isDone(value)) {
        throw Error(TSP_ERROR_VALUE, place() + " is " + value.type()->annotation_str() +
                                         " that is not done: wait for it before copying");
    }
    if (value.isAwait()) {
        const auto await = value.toAwait();
        auto copied = c10::make_intrusive<c10::ivalue::Await>(await->elementType());
        copied->markCompleted(copy(await->value()));
        return copied;
    }
    const auto future = value.toFuture();
    if (future->hasError()) {
        return value; // it stays failed
    }
    auto copied = c10::make_intrusive<c10::ivalue::Future>(future->elementType());
    copied->markCompleted(copy(future->constValue()));
    return copied;
}

IValue DeepCopy::copyObject(const IValue& value) {
    const auto type = classOf(value);
    if (type->findMethod("__getstate__") != nullptr &&
        type->findMethod("__setstate__") != nullptr) {
        return copyByState(value, type);
    }
    if (isWrittenInCpp(*type)) {
        throw Error(TSP_ERROR_UNSUPPORTED,
                    place() + " is an instance of the C++ class " + type->annotation_str() +
                        ", which cannot be copied: it has no __getstate__ and __setstate__");
    }
    const auto object = value.toObject();
    const auto size = object->slots().size();
    IValue copied =
        c10::ivalue::Object::create(c10::StrongTypePtr(object->compilation_unit(), type), size);
    remember(value, copied);
    for (size_t i = 0; i < size; ++i) {
        copied.toObjectRef().setSlot(i, copyAttribute(type->getAttributeName(i), slotOf(value, i)));
    }
    return copied;
}

IValue DeepCopy::copyByState(const IValue& value, const c10::ClassTypePtr& type) {
    states_.push_back(type->getMethod("__getstate__")({value}));
    const IValue state = states_.back();
    IValue copied = c10::ivalue::Object::create(c10::StrongTypePtr(type->compilation_unit(), type),
                                                type->numAttributes());
    remember(value, copied);
    type->getMethod("__setstate__")({copied, copy(state)});
    return copied;
}

void DeepCopy::remember(const IValue& original, const IValue& copied) {
    copies_.insert_or_assign(original.internalToPointer(), copied);
}

std::string DeepCopy::place() const {
    std::string names;
    for (const auto& name : path_) {
        names += (names.empty() ? "" : ".") + name;
    }
    return names.empty() ? "the value" : "the attribute '" + names + "'";
}

} // namespace torchsharp
