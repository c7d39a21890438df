#include "python/gil/tensor_references.h"

#include <c10/core/impl/PyInterpreter.h>
#include <c10/core/impl/PyInterpreterHooks.h>
#include <c10/core/impl/PyObjectSlot.h>

#include "core/support/running_call.h"
#include "python/gil/gil_thread.h"

namespace torchsharp {

namespace {

using c10::TensorImpl;

// libtorch's table of what it asks Python for. A tensor that Python knows keeps its Python object
// while C++ refers to it too; when only the object is left, libtorch calls decref, wherever that
// happens: in a release, in the middle of a model, in backward. libtorch's own decref waits for
// the GIL. A thread in a call of ours, or one that Python does not know, may not: whoever holds the
// GIL may wait for it. A thread that Python itself sent into one of PyTorch's functions may, and a
// thread to hand over to would cost more than most functions. Everything else is passed on.
class DeferringTable final : public c10::impl::PyInterpreterVTable {
  public:
    explicit DeferringTable(const PyInterpreterVTable* next) : next_(next) {}

    void decref(PyObject* object) const override {
        if (PyGILState_GetThisThreadState() != nullptr && !RunningCalls::here()) {
            next_->decref(object);
        } else {
            dropReference(object);
        }
    }

    std::string name() const override { return next_->name(); }
    void incref(PyObject* object) const override { next_->incref(object); }
    bool try_incref(const c10::impl::PyObjectSlot& slot) const override {
        return next_->try_incref(slot);
    }
    size_t refcnt(PyObject* object) const override { return next_->refcnt(object); }
    c10::intrusive_ptr<TensorImpl> detach(const TensorImpl* self) const override {
        return next_->detach(self);
    }
    void dispatch(const c10::OperatorHandle& op, torch::jit::Stack* stack) const override {
        next_->dispatch(op, stack);
    }
    void reportErrorCallback(PyObject* callback, c10::DispatchKey key) const override {
        next_->reportErrorCallback(callback, key);
    }
    void python_op_registration_trampoline(const c10::OperatorHandle& op, c10::DispatchKey key,
                                           c10::DispatchKeySet keyset, torch::jit::Stack* stack,
                                           bool withKeyset, bool withOp) const override {
        next_->python_op_registration_trampoline(op, key, keyset, stack, withKeyset, withOp);
    }
    void throw_abstract_impl_not_imported_error(std::string opname, const char* pymodule,
                                                const char* context) const override {
        next_->throw_abstract_impl_not_imported_error(std::move(opname), pymodule, context);
    }
    void python_dispatcher(const c10::OperatorHandle& op, c10::DispatchKeySet keyset,
                           torch::jit::Stack* stack) const override {
        next_->python_dispatcher(op, keyset, stack);
    }
    bool is_contiguous(const TensorImpl* self, at::MemoryFormat format) const override {
        return next_->is_contiguous(self, format);
    }
    c10::SymBool sym_is_contiguous(const TensorImpl* self, at::MemoryFormat format) const override {
        return next_->sym_is_contiguous(self, format);
    }
    bool is_strides_like(const TensorImpl* self, at::MemoryFormat format) const override {
        return next_->is_strides_like(self, format);
    }
    bool is_non_overlapping_and_dense(const TensorImpl* self) const override {
        return next_->is_non_overlapping_and_dense(self);
    }
    c10::Device device(const TensorImpl* self) const override { return next_->device(self); }
    int64_t dim(const TensorImpl* self) const override { return next_->dim(self); }
    c10::IntArrayRef strides(const TensorImpl* self) const override { return next_->strides(self); }
    c10::IntArrayRef sizes(const TensorImpl* self) const override { return next_->sizes(self); }
    c10::SymIntArrayRef sym_sizes(const TensorImpl* self) const override {
        return next_->sym_sizes(self);
    }
    c10::Layout layout(const TensorImpl* self) const override { return next_->layout(self); }
    int64_t numel(const TensorImpl* self) const override { return next_->numel(self); }
    c10::SymInt sym_numel(const TensorImpl* self) const override { return next_->sym_numel(self); }
    c10::SymIntArrayRef sym_strides(const TensorImpl* self) const override {
        return next_->sym_strides(self);
    }
    c10::SymInt sym_storage_offset(const TensorImpl* self) const override {
        return next_->sym_storage_offset(self);
    }
    void trace_gpu_event_creation(c10::DeviceType device, uintptr_t event) const override {
        next_->trace_gpu_event_creation(device, event);
    }
    void trace_gpu_event_deletion(c10::DeviceType device, uintptr_t event) const override {
        next_->trace_gpu_event_deletion(device, event);
    }
    void trace_gpu_event_record(c10::DeviceType device, uintptr_t event,
                                uintptr_t stream) const override {
        next_->trace_gpu_event_record(device, event, stream);
    }
    void trace_gpu_event_wait(c10::DeviceType device, uintptr_t event,
                              uintptr_t stream) const override {
        next_->trace_gpu_event_wait(device, event, stream);
    }
    void trace_gpu_memory_allocation(c10::DeviceType device, uintptr_t address) const override {
        next_->trace_gpu_memory_allocation(device, address);
    }
    void trace_gpu_memory_deallocation(c10::DeviceType device, uintptr_t address) const override {
        next_->trace_gpu_memory_deallocation(device, address);
    }
    void trace_gpu_stream_creation(c10::DeviceType device, uintptr_t stream) const override {
        next_->trace_gpu_stream_creation(device, stream);
    }
    void trace_gpu_device_synchronization(c10::DeviceType device) const override {
        next_->trace_gpu_device_synchronization(device);
    }
    void trace_gpu_stream_synchronization(c10::DeviceType device, uintptr_t stream) const override {
        next_->trace_gpu_stream_synchronization(device, stream);
    }
    void trace_gpu_event_synchronization(c10::DeviceType device, uintptr_t event) const override {
        next_->trace_gpu_event_synchronization(device, event);
    }
    void reset_backward_hooks(const TensorImpl* self) const override {
        next_->reset_backward_hooks(self);
    }

  private:
    const PyInterpreterVTable* next_;
};

} // namespace

void deferTensorReferences() {
    auto* interpreter = c10::impl::getGlobalPyInterpreter();
    interpreter->vtable_ = new DeferringTable(interpreter->vtable_); // libtorch never frees it
}

} // namespace torchsharp
