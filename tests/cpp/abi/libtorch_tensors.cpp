#include "libtorch_tensors.h"

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
