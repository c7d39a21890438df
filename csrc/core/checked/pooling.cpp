#include <ATen/ATen.h>
#include <ATen/ops/adaptive_max_pool2d_backward_cpu_dispatch.h>
#include <ATen/ops/adaptive_max_pool3d_backward_cpu_dispatch.h>
#include <ATen/ops/max_pool2d_with_indices_backward_cpu_dispatch.h>
#include <ATen/ops/max_pool3d_with_indices_backward_native.h>

#include "core/checked/replace.h"

namespace torchsharp {

namespace {

using at::IntArrayRef;
using at::Tensor;

// The places of the greatest elements, each counted within the last `planeDims` dimensions of the
// input. A pool over padding alone has -1.
void requirePlaces(const char* name, const Tensor& gradient, const Tensor& self,
                   const Tensor& indices, int64_t planeDims) {
    if (self.dim() < planeDims || gradient.dim() != self.dim()) {
        return; // libtorch refuses it
    }
    const auto outer = self.sizes().slice(0, self.dim() - planeDims);
    auto expected = gradient.sizes().vec();
    std::copy(outer.begin(), outer.end(), expected.begin());
    requireShape(name, "grad_output", gradient, expected);
    requireShape(name, "indices", indices, expected);
    requireIndices(name, "indices", indices, -1,
                   c10::multiply_integers(self.sizes().slice(self.dim() - planeDims)));
}

Tensor pool2d(const Tensor& gradient, const Tensor& self, IntArrayRef kernel, IntArrayRef stride,
              IntArrayRef padding, IntArrayRef dilation, bool ceils, const Tensor& indices) {
    requirePlaces("max_pool2d_with_indices_backward", gradient, self, indices, 2);
    return at::cpu::max_pool2d_with_indices_backward(gradient, self, kernel, stride, padding,
                                                     dilation, ceils, indices);
}

Tensor& pool2dInto(const Tensor& gradient, const Tensor& self, IntArrayRef kernel,
                   IntArrayRef stride, IntArrayRef padding, IntArrayRef dilation, bool ceils,
                   const Tensor& indices, Tensor& result) {
    requirePlaces("max_pool2d_with_indices_backward", gradient, self, indices, 2);
    return at::cpu::max_pool2d_with_indices_backward_outf(gradient, self, kernel, stride, padding,
                                                          dilation, ceils, indices, result);
}

Tensor pool3d(const Tensor& gradient, const Tensor& self, IntArrayRef kernel, IntArrayRef stride,
              IntArrayRef padding, IntArrayRef dilation, bool ceils, const Tensor& indices) {
    requirePlaces("max_pool3d_with_indices_backward", gradient, self, indices, 3);
    return at::native::max_pool3d_with_indices_backward_cpu(gradient, self, kernel, stride, padding,
                                                            dilation, ceils, indices);
}

Tensor& pool3dInto(const Tensor& gradient, const Tensor& self, IntArrayRef kernel,
                   IntArrayRef stride, IntArrayRef padding, IntArrayRef dilation, bool ceils,
                   const Tensor& indices, Tensor& result) {
    requirePlaces("max_pool3d_with_indices_backward", gradient, self, indices, 3);
    return at::native::max_pool3d_with_indices_backward_out_cpu(
        gradient, self, kernel, stride, padding, dilation, ceils, indices, result);
}

Tensor adaptive2d(const Tensor& gradient, const Tensor& self, const Tensor& indices) {
    requirePlaces("adaptive_max_pool2d_backward", gradient, self, indices, 2);
    return at::cpu::adaptive_max_pool2d_backward(gradient, self, indices);
}

Tensor& adaptive2dInto(const Tensor& gradient, const Tensor& self, const Tensor& indices,
                       Tensor& result) {
    requirePlaces("adaptive_max_pool2d_backward", gradient, self, indices, 2);
    return at::cpu::adaptive_max_pool2d_backward_outf(gradient, self, indices, result);
}

Tensor adaptive3d(const Tensor& gradient, const Tensor& self, const Tensor& indices) {
    requirePlaces("adaptive_max_pool3d_backward", gradient, self, indices, 3);
    return at::cpu::adaptive_max_pool3d_backward(gradient, self, indices);
}

Tensor& adaptive3dInto(const Tensor& gradient, const Tensor& self, const Tensor& indices,
                       Tensor& result) {
    requirePlaces("adaptive_max_pool3d_backward", gradient, self, indices, 3);
    return at::cpu::adaptive_max_pool3d_backward_outf(gradient, self, indices, result);
}

void registerPooling(torch::Library& library) {
    library.impl("max_pool2d_with_indices_backward", &pool2d);
    library.impl("max_pool2d_with_indices_backward.grad_input", &pool2dInto);
    library.impl("max_pool3d_with_indices_backward", &pool3d);
    library.impl("max_pool3d_with_indices_backward.grad_input", &pool3dInto);
    library.impl("adaptive_max_pool2d_backward", &adaptive2d);
    library.impl("adaptive_max_pool2d_backward.grad_input", &adaptive2dInto);
    library.impl("adaptive_max_pool3d_backward", &adaptive3d);
    library.impl("adaptive_max_pool3d_backward.grad_input", &adaptive3dInto);
}

const bool poolingIsChecked = replaceKernels(&registerPooling);

} // namespace

} // namespace torchsharp
