#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <torch/csrc/jit/frontend/source_range.h>

namespace torchsharp {

// Checks all the code of an archive before libtorch compiles any of it. libtorch recurses into each
// definition that another one names, and trusts the bodies of classes.
class CodeCheck {
  public:
    // Adds a source file and checks it by itself. The qualifier is "__torch__.models". ErrorReport.
    void add(const std::string& qualifier, const std::shared_ptr<torch::jit::Source>& source);

    // Checks how far the definitions lead from one to the next. FORMAT.
    void checkChains() const;

  private:
    friend class DefinitionReader;

    // A class, function or method.
    struct Definition {
        int64_t levels = 0; // of libtorch's recursion into it
        std::set<std::string> names;
    };

    std::map<std::string, Definition> definitions_;
};

} // namespace torchsharp
