#include "core/exported/program_archive.h"

#include <algorithm>
#include <set>

#include "core/exported/program_reader.h"
#include "core/files/unreadable.h"
#include "core/support/error.h"
#include "core/types/names.h"

namespace torchsharp {

namespace {

constexpr std::string_view modelFolder = "models/";
constexpr std::string_view modelEnd = ".json";
constexpr std::string_view codeFolder = "data/aotinductor/";

} // namespace

ProgramArchive::ProgramArchive(const ByteSource& source) : records_(source) {
    if (!records_.has("archive_format") || records_.text("archive_format") != "pt2") {
        if (records_.has("serialized_exported_program.json")) {
            throwUnreadable("it was written by PyTorch 2.6 or earlier; load it there with "
                            "torch.export.load and save it with a later release");
        }
        throwUnreadable(records_.has("constants.pkl")
                            ? "it is a TorchScript archive; load it with jit.load"
                            : "it has no record 'archive_format' that says 'pt2'");
    }
    if (records_.has("byteorder") && records_.text("byteorder") == "big") {
        throwUnreadable("it was written on a big-endian machine");
    }
}

std::vector<std::string> ProgramArchive::names() const {
    std::vector<std::string> names;
    for (const auto& [record, place] : records_.directory().records) {
        if (record.starts_with(modelFolder) && record.ends_with(modelEnd) &&
            record.size() > modelFolder.size() + modelEnd.size()) {
            names.push_back(record.substr(modelFolder.size(),
                                          record.size() - modelFolder.size() - modelEnd.size()));
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> ProgramArchive::packages() const {
    std::set<std::string> packages;
    for (const auto& [record, place] : records_.directory().records) {
        if (record.starts_with(codeFolder)) {
            const auto name = record.substr(codeFolder.size());
            packages.insert(name.substr(0, name.find('/')));
        }
    }
    for (const auto& name : names()) {
        packages.erase(name);
    }
    return {packages.begin(), packages.end()};
}

std::shared_ptr<const Program> ProgramArchive::program(const std::string& name) const {
    const auto known = names();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
        throw Error(TSP_ERROR_VALUE,
                    "the archive has no program '" + name + "'. It has: " + joinNames(known) + ".");
    }
    const auto record = std::string(modelFolder) + name + std::string(modelEnd);
    const auto samples = "data/sample_inputs/" + name + ".pt";
    return readProgram(name, records_.text(record), "the record '" + record + "'",
                       records_.has(samples) ? records_.text(samples) : "");
}

WeightReader ProgramArchive::weights(const Program& program,
                                     const std::optional<c10::Device>& device) const {
    return {records_, program.name, device};
}

bool isProgramArchive(const ByteSource& source) {
    try {
        const ArchiveRecords records(source);
        return records.has("archive_format") && records.text("archive_format") == "pt2";
    } catch (const Error&) {
        return false;
    } catch (const c10::Error&) {
        return false;
    }
}

} // namespace torchsharp
