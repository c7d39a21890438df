#include "core/files/archive.h"

#include <array>
#include <cstring>

#include <c10/util/Exception.h>
#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/serialization/export.h>

#include "core/files/archive_records.h"
#include "core/files/legacy_file.h"
#include "core/files/module_reader.h"
#include "core/files/pickled_root.h"
#include "core/files/portable.h"
#include "core/files/records_vetting.h"
#include "core/files/shallow.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"
#include "core/support/in_use.h"
#include "core/types/names.h"
#include "core/vetting/report.h"

namespace torchsharp {

namespace {

bool startsAsZip(const ByteSource& source) {
    std::array<char, 4> head{};
    source.reader->read(0, head.data(), head.size());
    return std::memcmp(head.data(), "PK\x03\x04", head.size()) == 0;
}

[[noreturn]] void throwNoArchive(const ByteSource& source, const std::string& problem) {
    throw Error(TSP_ERROR_FORMAT, source.name + " is not a TorchScript archive: " + problem +
                                      ". A TorchScript archive is written by torch.jit.save.");
}

[[noreturn]] void throwWrittenByTorchSave(const ArchiveRecords& records) {
    const auto held = describePickled(records.text("data.pkl"));
    throwUnreadable("it was written by torch.save, not by torch.jit.save" +
                    (held.empty() ? "" : ", and " + held));
}

// FORMAT if it is not an archive of TorchScript at all.
ArchiveRecords openArchive(const ByteSource& source) {
    if (const auto problem = problemIfEmpty(source); !problem.empty()) {
        throwNoArchive(source, std::string(problem));
    }
    if (!startsAsZip(source)) {
        source.rethrowFailure();
        throwNoArchive(source, LegacyFile::is(source)
                                   ? "it was written by torch.save before PyTorch 1.6, not by "
                                     "torch.jit.save; load it with torch.load"
                                   : "it is not a zip archive");
    }
    try {
        ArchiveRecords records(source);
        if (records.has("model.json")) {
            throwUnreadable("it was written by PyTorch 1.0 or 1.1, whose format is not supported; "
                            "load it with torch.jit.load and save it again");
        }
        if (records.has("constants.pkl") && records.has("data.pkl")) {
            return records;
        }
        if (records.has("archive_format")) {
            throwUnreadable("it is an exported program (.pt2); load it with export.load");
        }
        if (records.has("data.pkl")) {
            throwWrittenByTorchSave(records);
        }
        throwUnreadable("the zip archive contains no TorchScript (no record 'data.pkl')");
    } catch (const Error& e) {
        source.rethrowFailure();
        if (e.record().kind != TSP_ERROR_FORMAT) {
            throw;
        }
        throwNoArchive(source, e.what());
    } catch (const c10::Error& e) {
        source.rethrowFailure();
        const std::string text = e.what_without_backtrace();
        throwNoArchive(source, "the zip archive does not have the layout of a "
                               "TorchScript archive (" +
                                   text.substr(0, text.find('\n')) + ")");
    }
}

void readExtraFiles(const ArchiveRecords& records, const std::vector<std::string>& names,
                    ExtraFiles& extra) {
    for (const auto& name : names) {
        if (records.has("extra/" + name)) {
            extra[name] = records.text("extra/" + name);
        }
    }
}

// Runs the body on the records of the archive. FORMAT for everything that is wrong with them.
template <class Body>
auto readArchive(const ByteSource& source, const std::optional<c10::Device>& device,
                 const Policy* policy, Body&& body) {
    const auto records = openArchive(source);
    if (policy != nullptr) {
        VetReport report;
        report.policy = policy->name();
        addRecords(records, source.reader->size(), *policy, report);
        requireAllowed(report, source.name);
    }
    try {
        if (records.has("byteorder") && records.text("byteorder") == "big") {
            throwUnreadable("it was written on a big-endian machine");
        }
        return body(records);
    } catch (...) {
        source.rethrowFailure();
        const auto error = describeException(std::current_exception());
        if (error.kind == TSP_ERROR_DEVICE && !device) {
            throw Error(TSP_ERROR_DEVICE, source.name +
                                              " holds weights on a device that is not available "
                                              "here: load it with a map_location such as 'cpu'. " +
                                              error.message);
        }
        if (error.kind == TSP_ERROR_RUNTIME || error.kind == TSP_ERROR_COMPILE ||
            error.kind == TSP_ERROR_FORMAT) {
            throw Error(TSP_ERROR_FORMAT, source.name + " cannot be loaded: " + error.message);
        }
        throw;
    }
}

} // namespace

Module loadModule(const ByteSource& source, const std::optional<c10::Device>& device,
                  const std::vector<std::string>& extraNames, ExtraFiles* extra,
                  const Policy* policy) {
    return readArchive(source, device, policy, [&](const ArchiveRecords& records) {
        auto module = readModule(records, device, policy, source.name);
        if (extra != nullptr) {
            readExtraFiles(records, extraNames, *extra);
        }
        return Module(module._ivalue());
    });
}

Module outlineOf(const ByteSource& source, std::vector<std::string>& empty) {
    return readArchive(source, c10::Device(c10::kCPU), nullptr, [&](const ArchiveRecords& records) {
        return Module(outlineModule(records, empty)._ivalue());
    });
}

c10::IValue vetTree(const ByteSource& source, const Policy& policy) {
    VetReport report;
    report.policy = policy.name();
    try {
        readArchive(source, c10::Device(c10::kCPU), nullptr, [&](const ArchiveRecords& records) {
            addRecords(records, source.reader->size(), policy, report);
            if (report.problems.empty()) {
                vetModule(records, policy, report);
            }
        });
    } catch (const Error& e) {
        const auto kind = e.record().kind;
        if (kind == TSP_ERROR_IO || kind == TSP_ERROR_OUT_OF_MEMORY) {
            throw;
        }
        report.problems.push_back({"format", e.record().message, "", ""});
    } catch (const torch::jit::ErrorReport& e) { // an operator that this libtorch does not have
        report.problems.push_back({"format", e.what(), "", ""});
    }
    return treeOf(report);
}

void saveModule(const Module& module, const ByteSink& sink, const ExtraFiles& extra) {
    requireTorchScript(module, "saved");
    const UseMark reading(module.object().get());
    requireShallow(module.object(), "the module");
    requirePortable(module);
    try {
        sink.fill([&](const WriteBytes& write) {
            torch::jit::ExportModule(
                torch::jit::Module(module.object()),
                [&](const void* data, size_t size) {
                    write(data, size);
                    return size;
                },
                torch::jit::ExtraFilesMap(extra.begin(), extra.end()));
        });
    } catch (const torch::jit::ErrorReport& e) {
        throw Error(TSP_ERROR_UNSUPPORTED, "the module cannot be saved: " + std::string(e.what()));
    }
}

} // namespace torchsharp
