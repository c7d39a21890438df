#include <ATen/ATen.h>
#include <ATen/ops/_ctc_loss_backward_native.h>
#include <ATen/ops/_ctc_loss_native.h>

#include "core/checked/replace.h"

namespace torchsharp {

namespace {

using at::IntArrayRef;
using at::Tensor;

// libtorch checks neither the values of the targets, which index log_probs, nor how many rows of
// them there are.
void requireClasses(const Tensor& logProbs, const Tensor& targets, IntArrayRef lengths) {
    const bool isFlat = targets.dim() == 1;
    if (logProbs.dim() != 3 || (!isFlat && targets.dim() != 2) ||
        !at::isIntegralType(targets.scalar_type(), false)) {
        return; // libtorch refuses it
    }
    const auto classes = logProbs.size(2);
    int64_t start = 0; // of a sequence among those that follow one another
    for (size_t i = 0; i < lengths.size(); ++i) {
        const auto row = static_cast<int64_t>(i);
        if (lengths[i] <= 0) {
            continue;
        }
        TORCH_CHECK(isFlat || row < targets.size(0), "ctc_loss: targets has ", targets.size(0),
                    " rows, but there are ", lengths.size(), " target lengths");
        if (lengths[i] > (isFlat ? targets.size(0) - start : targets.size(1))) {
            return; // libtorch refuses it
        }
        const auto used = (isFlat ? targets : targets.select(0, row)).narrow(0, start, lengths[i]);
        const auto [low, high] = used.aminmax();
        const auto wrong = low.item<int64_t>() < 0 ? low.item<int64_t>() : high.item<int64_t>();
        TORCH_CHECK_INDEX(wrong >= 0 && wrong < classes, "ctc_loss: the target class ", wrong,
                          " of sequence ", i, " is out of range: log_probs has ", classes,
                          " classes, from 0 to ", classes - 1);
        start += isFlat ? lengths[i] : 0;
    }
}

std::tuple<Tensor, Tensor> ctcLoss(const Tensor& logProbs, const Tensor& targets,
                                   IntArrayRef inputLengths, IntArrayRef targetLengths,
                                   int64_t blank, bool zeroInfinity) {
    requireClasses(logProbs, targets, targetLengths);
    return at::native::ctc_loss_cpu(logProbs, targets, inputLengths, targetLengths, blank,
                                    zeroInfinity);
}

Tensor ctcLossBackward(const Tensor& gradient, const Tensor& logProbs, const Tensor& targets,
                       IntArrayRef inputLengths, IntArrayRef targetLengths, const Tensor& loss,
                       const Tensor& logAlpha, int64_t blank, bool zeroInfinity) {
    requireClasses(logProbs, targets, targetLengths);
    return at::native::ctc_loss_backward_cpu(gradient, logProbs, targets, inputLengths,
                                             targetLengths, loss, logAlpha, blank, zeroInfinity);
}

void registerCtc(torch::Library& library) {
    library.impl("_ctc_loss", &ctcLoss);
    library.impl("_ctc_loss_backward", &ctcLossBackward);
}

const bool ctcIsChecked = replaceKernels(&registerCtc);

} // namespace

} // namespace torchsharp
