// The time of exported programs beside that of the same models in TorchScript, both in C++.
//
//   program_bench FOLDER    answers bench/run.py; the folder has NAME.pt, NAME.pt2 and NAME.inputs

#include <filesystem>

#include <torch/script.h>

#include "core/exported/program_files.h"
#include "worker.h"

namespace {

using c10::IValue;
using Inputs = std::vector<IValue>;

Inputs readInputs(const std::string& path) {
    const auto holder = torch::jit::load(path);
    Inputs inputs;
    for (const auto& tensor : holder.attr("values").toTensorVector()) {
        inputs.emplace_back(tensor);
    }
    return inputs;
}

class Program {
  public:
    explicit Program(const std::string& path, tsp_program_mode mode = TSP_PROGRAM_INTERPRET)
        : object_(torchsharp::loadProgram(torchsharp::fileSource(path), "", mode, std::nullopt)),
          forward_(&object_->type()->getMethod("forward")) {}

    IValue operator()(const Inputs& inputs) const {
        std::vector<IValue> stack;
        stack.reserve(inputs.size() + 1);
        stack.emplace_back(object_);
        stack.insert(stack.end(), inputs.begin(), inputs.end());
        forward_->run(stack);
        return std::move(stack.front());
    }

  private:
    c10::intrusive_ptr<c10::ivalue::Object> object_;
    torch::jit::Function* forward_;
};

// The time of the first call of what is loaded each time.
template <class Load> double firstCall(long count, Load&& load) {
    double spent = 0;
    for (long i = 0; i < count; ++i) {
        auto call = load();
        spent += bench::nanosecondsPerCall(1, [&] { bench::keep(call()); });
    }
    return spent / static_cast<double>(count);
}

void addModel(const std::filesystem::path& folder, const std::string& name, bench::Cases& cases) {
    const auto script = (folder / (name + ".pt")).string();
    const auto program = (folder / (name + ".pt2")).string();
    const auto inputs = readInputs((folder / (name + ".inputs")).string());
    cases["script_" + name] = [module = torch::jit::load(script), inputs](long count) mutable {
        return bench::nanosecondsPerCall(count, [&] { bench::keep(module.forward(inputs)); });
    };
    cases["program_" + name] = [run = Program(program), inputs](long count) {
        return bench::nanosecondsPerCall(count, [&] { bench::keep(run(inputs)); });
    };
    cases["compiled_" + name] = [run = Program(program, TSP_PROGRAM_AUTO), inputs](long count) {
        return bench::nanosecondsPerCall(count, [&] { bench::keep(run(inputs)); });
    };
    cases["program_threads_" + name] = [run = Program(program), inputs](long count) {
        return bench::nanosecondsPerCallIn(2, count, [&] {
            const at::NoGradGuard noGrad; // belongs to the thread
            bench::keep(run(inputs));
        });
    };
    cases["load_script_" + name] = [script](long count) {
        return bench::nanosecondsPerCall(count, [&] { bench::keep(torch::jit::load(script)); });
    };
    cases["load_program_" + name] = [program](long count) {
        return bench::nanosecondsPerCall(count, [&] { bench::keep(Program(program)); });
    };
    cases["first_program_" + name] = [program, inputs](long count) {
        return firstCall(
            count, [&] { return [loaded = Program(program), &inputs] { return loaded(inputs); }; });
    };
    cases["first_script_" + name] = [script, inputs](long count) {
        return firstCall(count, [&] {
            return [loaded = torch::jit::load(script), &inputs]() mutable {
                return loaded.forward(inputs);
            };
        });
    };
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: program_bench FOLDER\n";
        return 2;
    }
    const at::NoGradGuard noGrad;
    bench::Cases cases;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
        if (entry.path().extension() == ".pt2") {
            addModel(argv[1], entry.path().stem().string(), cases);
        }
    }
    return bench::serve(cases);
}
