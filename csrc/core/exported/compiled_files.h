#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <c10/core/Device.h>
#include <c10/util/tempfile.h>
#include <caffe2/serialize/inline_container.h>

#include "core/exported/json.h"
#include "core/files/archive_records.h"

namespace torchsharp {

// The files of compiled code that is loaded, mapped: they have no names in the file system any
// more, and take no memory until they are written again.
class KeptFiles {
  public:
    void add(const std::string& name, const std::string& path, size_t size);
    void write(const std::string& folder, caffe2::serialize::PyTorchStreamWriter& archive) const;

  private:
    struct File {
        std::string name;
        std::shared_ptr<void> bytes; // null if there are none
        size_t size;
    };

    std::vector<File> files_;
};

// The files of compiled code, which the system loads only by path. The folder is removed with the
// object, when the system has loaded them.
class UnpackedCode {
  public:
    UnpackedCode();
    UnpackedCode(const UnpackedCode&) = delete;
    UnpackedCode& operator=(const UnpackedCode&) = delete;
    ~UnpackedCode();

    // FORMAT if there is one of that name.
    void add(const std::string& name, const std::string& bytes);

    const std::string& folder() const { return folder_.name; }
    const std::string& library() const { return library_; } // its path; empty if there is none
    const std::shared_ptr<KeptFiles>& kept() const { return kept_; }

  private:
    c10::TempDir folder_;
    std::string library_;
    std::shared_ptr<KeptFiles> kept_;
};

// What an archive has of AOTInductor for the model of a name.
class CompiledFiles {
  public:
    // Nothing if the archive has no such code. FORMAT.
    static std::optional<CompiledFiles> find(const ArchiveRecords& records,
                                             const std::string& name);

    // Where it runs, such as "cpu".
    const std::string& device() const { return device_; }
    // Why this machine cannot run it with tensors of such a device; empty if it can.
    std::string misfit(c10::DeviceType device) const;
    // FORMAT if there is no library among the files.
    std::unique_ptr<UnpackedCode> unpack() const;

  private:
    CompiledFiles(const ArchiveRecords& records, std::string folder)
        : records_(records), folder_(std::move(folder)) {}

    const ArchiveRecords& records_;
    std::string folder_; // in the archive, with a slash at its end
    std::vector<std::string> names_;
    Json metadata_;
    std::string device_;
};

// The folder of such files in an archive.
std::string compiledFolder(const std::string& name);

} // namespace torchsharp
