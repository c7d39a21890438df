#include "training.h"

Tensor handleOf(const at::Tensor& tensor) {
    tsp_tensor* handle = nullptr;
    CHECK_OK(
        tsp_tensor_retain(reinterpret_cast<tsp_tensor*>(tensor.unsafeGetTensorImpl()), &handle));
    return Tensor(handle);
}

at::Tensor tensorBehind(tsp_tensor* handle) {
    using Pointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
    return at::Tensor(Pointer::reclaim_copy(reinterpret_cast<c10::TensorImpl*>(handle)));
}

TensorList::TensorList(const std::vector<at::Tensor>& tensors) {
    for (const auto& tensor : tensors) {
        handles.push_back(handleOf(tensor));
        nodes.push_back(tensorArg(handles.back()));
    }
}

Group::Group(const std::vector<at::Tensor>& tensors, std::vector<tsp_value> given)
    : parameters(tensors), options(std::move(given)) {}

tsp_value Group::arg() {
    parts = {parameters.arg(), pairsArg(TSP_KIND_DICT, options)};
    return nodesArg(TSP_KIND_TUPLE, parts);
}

Optimizer optimizerOf(const char* name, Group group) {
    std::vector<tsp_value> groups{group.arg()};
    const auto list = nodesArg(TSP_KIND_LIST, groups);
    tsp_optimizer* optimizer = nullptr;
    CHECK_OK(tsp_optimizer_create(asText(name), &list, &optimizer));
    return Optimizer(optimizer);
}

ErrorCopy failedOptimizer(const char* name, std::vector<Group> groups) {
    std::vector<tsp_value> nodes;
    for (auto& group : groups) {
        nodes.push_back(group.arg());
    }
    const auto list = nodesArg(TSP_KIND_LIST, nodes);
    tsp_optimizer* optimizer = nullptr;
    return failed(tsp_optimizer_create(asText(name), &list, &optimizer));
}
