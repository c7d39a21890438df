#pragma once

#include "abi/torchsharp_types.h"

#define TSP_STRINGIZE_EXPANDED(text) #text
#define TSP_STRINGIZE(macro) TSP_STRINGIZE_EXPANDED(macro)

namespace torchsharp {

// A conversion recurses into each level, which uses stack, and a list may contain itself.
inline constexpr int deepestNesting = TSP_MAX_NESTING;
inline constexpr const char* tooDeepText = "a value nested more than " TSP_STRINGIZE(
    TSP_MAX_NESTING) " levels deep, or one that contains itself";

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
