#include "core/training/optimizer_archive.h"

#include <torch/optim/lbfgs.h>
#include <torch/serialize/input-archive.h>
#include <torch/serialize/output-archive.h>

#include "core/files/archive.h"
#include "core/support/error.h"
#include "core/training/optimizer_state.h"

namespace torchsharp {

namespace {

// libtorch's archive only opens files itself and trusts them; this gives it a module that has been
// checked. An explicit instantiation may name a private member.
template <torch::jit::Module torch::serialize::InputArchive::* member> struct OpenArchive {
    friend torch::jit::Module& moduleOf(torch::serialize::InputArchive& archive) {
        return archive.*member;
    }
};
torch::jit::Module& moduleOf(torch::serialize::InputArchive& archive);
template struct OpenArchive<&torch::serialize::InputArchive::module_>;

// Between steps LBFGS keeps a list of undefined tensors, which libtorch cannot write. A step
// creates it again.
void dropRoom(torch::optim::Optimizer& optimizer) {
    for (auto& item : optimizer.state()) {
        if (auto* state = dynamic_cast<torch::optim::LBFGSParamState*>(item.second.get())) {
            state->al(std::nullopt);
        }
    }
}

} // namespace

void saveOptimizer(torch::optim::Optimizer& optimizer, const ByteSink& sink) {
    dropRoom(optimizer);
    torch::serialize::OutputArchive archive;
    optimizer.save(archive);
    sink.fill([&](const WriteBytes& write) {
        archive.save_to([&](const void* data, size_t size) {
            write(data, size);
            return size;
        });
    });
}

void loadOptimizer(torch::optim::Optimizer& optimizer, const ByteSource& source,
                   const std::string& name, const std::function<void()>& check) {
    try {
        torch::serialize::InputArchive archive;
        auto& module = moduleOf(archive);
        module = loadModule(source, optimizer.param_groups().front().params().front().device());
        requireCounts(module);
        optimizer.load(archive);
        requireFittingState(optimizer);
        check();
    } catch (...) {
        source.rethrowFailure();
        const auto error = describeException(std::current_exception());
        if (error.kind != TSP_ERROR_RUNTIME && error.kind != TSP_ERROR_VALUE &&
            error.kind != TSP_ERROR_FORMAT) {
            throw; // the source cannot be read
        }
        throw Error(TSP_ERROR_FORMAT,
                    source.name + " is not the state of this optimizer: expected " + name +
                        " with the same number of parameters in each group. " + error.message);
    }
}

} // namespace torchsharp
