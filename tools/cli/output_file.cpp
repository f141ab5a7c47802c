// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

#include "tools/cli/descriptor.hpp"
#include "tools/cli/input_file.hpp"
#include "tools/cli/muted.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/on_disk.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, int error) {
    throw_for(error, fmt::format("cannot write '{}'", path));
}

/// The options of the files that are written, by where they lie: a file that two options name would have the
/// text of one.
std::map<std::string, std::string>& options_by_file() {
    static std::map<std::string, std::string> options;
    return options;
}

/// The option whose file is stdout. Empty: none.
std::string& option_on_stdout() {
    static std::string option;
    return option;
}

/// A new file beside the file that it will replace. It is removed if it does not replace that file.
class Temporary {
  public:
    /// @param typed the name for messages
    Temporary(const fs::path& beside, const std::string& typed) : name_(beside.string() + ".XXXXXX") {
        file_ = Descriptor(mkostemp(name_.data(), O_CLOEXEC));
        if (file_.get() < 0) refuse(typed, errno);
    }
    ~Temporary() {
        if (!name_.empty()) unlink(name_.c_str());
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    int descriptor() const { return file_.get(); }
    bool become(const fs::path& path) {
        if (std::rename(name_.c_str(), path.c_str()) != 0) return false;
        name_.clear();
        return is_on_disk(path.parent_path());
    }

  private:
    std::string name_;
    Descriptor file_;
};

/// The mode that a plain `open` would give: the mode of the file that is replaced, or the mode that the umask
/// leaves.
mode_t wanted_mode(const fs::path& path) {
    struct stat existing {};
    if (stat(path.c_str(), &existing) == 0) return existing.st_mode & 07777U;
    const mode_t mask = umask(0);
    umask(mask);
    return 0666U & ~mask;
}

}  // namespace

bool OutputFile::has_stdout() {
    return !option_on_stdout().empty();
}

OutputFile::OutputFile(std::string_view option, const std::string& path) : typed_(path), path_(path) {
    if (Muted::is_on()) return;
    if (path.empty()) throw UsageError(fmt::format("{} takes a file, not an empty name", option));
    if (path == stdout_name) {
        if (has_stdout()) {
            throw UsageError(
                fmt::format("{} - and {} -: stdout has room for one of them", option_on_stdout(), option));
        }
        option_on_stdout() = option;
        is_stdout_ = true;
        return;
    }
    std::error_code error;
    // A symbolic link leads to the file that is meant, even if that file does not exist yet.
    if (const fs::path real = fs::weakly_canonical(path_, error); !error) path_ = real;
    const fs::file_status status = fs::status(path_, error);
    if (fs::is_directory(status) || path.back() == '/') refuse(path, EISDIR);
    if (fs::exists(status) && access(path_.c_str(), W_OK) != 0) refuse(path, errno);
    in_place_ = fs::exists(status) && !fs::is_regular_file(status);
    if (!in_place_) {
        const auto [known, is_new] =
            options_by_file().emplace(fs::absolute(path_).lexically_normal().string(), option);
        if (!is_new && known->second != option) {
            throw UsageError(fmt::format("{} and {} name the same file, '{}'", known->second, option, path));
        }
    }
    if (!in_place_) Temporary(path_, typed_);
}

void OutputFile::write(const std::string& content) const {
    if (Muted::is_on()) return;
    if (is_stdout_) {
        if (std::fputs(content.c_str(), stdout) < 0 || std::fflush(stdout) != 0) refuse("stdout", errno);
        return;
    }
    if (in_place_) {
        const Descriptor file(open(path_.c_str(), O_WRONLY | O_CLOEXEC));
        if (file.get() < 0 || !write_all(file.get(), content)) refuse(typed_, errno);
        return;
    }
    Temporary file(path_, typed_);
    if (!write_all(file.descriptor(), content) || fchmod(file.descriptor(), wanted_mode(path_)) != 0 ||
        !is_on_disk(file.descriptor()) || !file.become(path_)) {
        refuse(typed_, errno);
    }
}

}  // namespace tools
