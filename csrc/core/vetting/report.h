#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/ivalue.h>

#include "core/vetting/operator_name.h"
#include "core/vetting/policy.h"

namespace torchsharp {

// Why an archive is refused. operatorName and method are empty where they say nothing.
struct VetProblem {
    std::string kind; // "operator", "class", "endless_loop", "archive", "format"
    std::string text; // a sentence
    std::string operatorName;
    std::string method;
};

// What an archive could do.
struct VetReport {
    struct Operator {
        std::string name;
        bool isAllowed = false;
        std::string effect; // or empty
        std::vector<std::string> methods;
    };
    struct Effect {
        std::string kind;
        std::string operatorName; // or empty
        std::string method;
        bool isOnLoad = false;
    };
    struct Class {
        std::string name;
        bool isNative = false;
        bool isAllowed = false;
        int64_t objects = 0; // of it in the archive
    };

    std::string policy;
    std::vector<VetProblem> problems;
    std::vector<Operator> operators;
    std::vector<Effect> effects;
    std::vector<Class> classes;
    std::vector<std::string> onLoad; // the functions that run while the archive is loaded
    std::map<std::string, int64_t> sizes;
};

// Adds to a report what the functions of an archive do.
class ReportWriter {
  public:
    // onLoad: the functions that run while the archive is loaded.
    ReportWriter(const Policy& policy, std::set<std::string> onLoad, VetReport& report)
        : policy_(policy), onLoad_(std::move(onLoad)), report_(report) {}

    void addOperator(const OperatorName& one, const std::string& method);
    void addEffect(const std::string& kind, const std::string& name, const std::string& method);
    void addEndlessLoop(const std::string& method);
    // isNative: written in C++. objects: how many of it the archive holds.
    void addClass(const std::string& name, bool isNative, int64_t objects);
    // Puts everything in order.
    void finish();

  private:
    void addProblem(const char* kind, const std::string& method, const std::string& what,
                    const std::string& operatorName);

    const Policy& policy_;
    std::set<std::string> onLoad_;
    VetReport& report_;
    std::map<std::string, VetReport::Operator> operators_;
};

// POLICY, with the first problem, if there is one. name: that of the source.
void requireAllowed(const VetReport& report, const std::string& name);

// As tsp_archive_vet gives it:
//   TUPLE(allowed: BOOL, policy: STRING,
//         problems: LIST of TUPLE(kind, text, operator, method: STRING),
//         operators: LIST of TUPLE(name: STRING, allowed: BOOL, effect: STRING,
//                                  methods: LIST of STRING),
//         effects: LIST of TUPLE(kind, operator, method: STRING, on load: BOOL),
//         classes: LIST of TUPLE(name: STRING, native: BOOL, allowed: BOOL, objects: INT),
//         on load: LIST of STRING, sizes: DICT of STRING and INT)
c10::IValue treeOf(const VetReport& report);

} // namespace torchsharp
