#pragma once

namespace torchsharp {

// A conversion recurses into each level, which uses stack, and a list may contain itself.
inline constexpr int deepestNesting = 500;
inline constexpr const char* tooDeepText =
    "a value nested more than 500 levels deep, or one that contains itself";

// One level of a conversion; depth counts the open levels.
class NestingLevel {
  public:
    explicit NestingLevel(int& depth) : depth_(depth) { ++depth_; }
    NestingLevel(const NestingLevel&) = delete;
    NestingLevel& operator=(const NestingLevel&) = delete;
    ~NestingLevel() { --depth_; }

    bool isTooDeep() const { return depth_ > deepestNesting; }

  private:
    int& depth_;
};

} // namespace torchsharp
