#pragma once

#include <memory>
#include <vector>

#include <ATen/core/dispatch/Dispatcher.h>

#include "abi/torchsharp_types.h"

namespace torchsharp {

// An operator whose C++ signature is among those compiled in (typed_signatures.inc): it is called
// with C++ values, without IValues and the stack between.
class TypedOperator {
  public:
    TypedOperator(const TypedOperator&) = delete;
    TypedOperator& operator=(const TypedOperator&) = delete;
    virtual ~TypedOperator() = default;

    // Null if the signature is not among them.
    static std::unique_ptr<TypedOperator> of(const c10::OperatorHandle& handle);

    // Calls the operator, and writes its result unless out is null. False, with nothing done, if an
    // argument is not of the plain kind: then the usual way says what is wrong, or converts it.
    bool call(const tsp_value* args, size_t count, tsp_value* out) const;

    // Whether all arguments are of the plain kind.
    virtual bool fits(const tsp_value* args, size_t count) const = 0;
    // The call itself, with arguments that fit and are marked as in use.
    virtual void run(const tsp_value* args, size_t count, tsp_value* out) const = 0;

  protected:
    explicit TypedOperator(const c10::OperatorHandle& handle);

    // The node of argument i: the caller's, or the default.
    const tsp_value& node(const tsp_value* args, size_t count, size_t i) const {
        return i < count && args[i].kind != TSP_KIND_DEFAULT ? args[i] : defaults_[i];
    }
    size_t arity() const { return defaults_.size(); }
    // The kernels that do nothing in a call without a tensor for autograd.
    c10::DispatchKeySet idle() const { return idle_; }

  private:
    c10::DispatchKeySet idle_;
    std::vector<tsp_value> defaults_; // of kind DEFAULT where there is none, or no plain one
};

} // namespace torchsharp
