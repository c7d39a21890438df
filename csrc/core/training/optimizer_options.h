#pragma once

#include <functional>
#include <string>
#include <vector>

#include <ATen/core/ivalue.h>

#include "core/training/optimizers.h"

namespace torchsharp {

// An option of one of libtorch's optimizers, under torch.optim's name.
template <class Options> struct Option {
    std::string name;
    std::function<c10::IValue(const Options&)> get;
    std::function<void(Options&, const c10::IValue&)> set; // TYPE, VALUE
};

// All options, for the Options of libtorch's SGD, Adam, AdamW, RMSprop, Adagrad and LBFGS.
template <class Options> const std::vector<Option<Options>>& optionTable();

// The defaults of torch.optim.
template <class Options> Options defaultOptions();

// `base` with the given options changed. VALUE for an unknown option, or if they do not fit
// together.
template <class Options>
Options withOptions(const Options& base, const NamedOptions& given, const std::string& optimizer);

template <class Options> NamedOptions allOptions(const Options& options);

} // namespace torchsharp
