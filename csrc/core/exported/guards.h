#pragma once

#include <memory>
#include <string>
#include <vector>

#include <ATen/core/ivalue.h>

namespace torchsharp {

// What a program assumes of its arguments besides ranges and equal sizes, as PyTorch writes it:
// "L['x'].size()[0] % 2 == 0".
class Guards {
  public:
    Guards() = default;
    // A leaf of the arguments: its name, as the texts have it ("['batch']['a']"), and its kind.
    struct Leaf {
        std::string name;
        bool isTensor;
        bool isNumber;
    };

    // What is no arithmetic on sizes and numbers is left out.
    Guards(const std::vector<std::string>& texts, const std::vector<Leaf>& leaves);

    bool empty() const { return guards_.empty(); }
    // VALUE for the first that does not hold.
    void check(c10::ArrayRef<c10::IValue> leaves) const;

    class Node;

  private:
    struct Guard {
        std::string text;
        std::shared_ptr<const Node> condition;
    };

    std::vector<Guard> guards_;
};

} // namespace torchsharp
