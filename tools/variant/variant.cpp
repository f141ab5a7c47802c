// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/variant.hpp"

#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tools/cli/input_file.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/program_output.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/variant/lock_headers.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

bool is_changeable(std::string_view header) {
    return std::find(changeable_headers.begin(), changeable_headers.end(), header) !=
           changeable_headers.end();
}

std::string text_of(const fs::path& file) {
    return content_of(file.string(), "C++ code");
}

/// A folder that is removed with what is in it.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string pattern = (fs::temp_directory_path() / "rqcheck.XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw NotDone("cannot make a folder in " + pattern);
        path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

void copy_headers(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
        if (entry.path().extension() == ".hpp") fs::copy_file(entry.path(), to / entry.path().filename());
    }
}

/// A whole header in place of the lock's.
std::string replacement(const fs::path& file, const std::string& shown_as) {
    return fmt::format("#line 1 \"{}\"\n{}", shown_as, text_of(file));
}

/// The headers of a folder that are not as the lock's.
ChangedHeaders differing(const fs::path& folder, const std::string& typed, const std::string& shown_as) {
    const fs::path lock = lock_folder();
    ChangedHeaders changed;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string header = entry.path().filename().string();
        if (entry.path().extension() != ".hpp") continue;
        const bool is_new = !fs::exists(lock / header);
        if (!is_new && text_of(entry.path()) == text_of(lock / header)) continue;
        if (!is_new && !is_changeable(header)) {
            throw UsageError(
                fmt::format("{} changes lock/{}, which the scenarios and the judge are built with too: "
                            "change a clone, and "
                            "build that (what can be tried: {})",
                            typed, header, fmt::join(changeable_headers, ", ")));
        }
        changed.emplace(header, replacement(entry.path(), shown_as + header));
    }
    if (changed.empty()) throw UsageError(fmt::format("{}: its headers are those of the lock", typed));
    return changed;
}

ChangedHeaders from_folder(const std::string& typed) {
    const fs::path given(typed);
    const fs::path folder = fs::is_directory(given / "lock") ? given / "lock" : given;
    if (!fs::exists(folder / "slowpath.hpp") && !fs::exists(folder / "rqspinlock.hpp")) {
        throw UsageError(
            fmt::format("{}: there are no headers of the lock in it, nor in a folder 'lock' there", typed));
    }
    return differing(folder, typed, folder.string() + "/");
}

ChangedHeaders from_patch(const std::string& typed) {
    const TemporaryFolder temporary;
    const fs::path copy = temporary.path() / "lock";
    copy_headers(lock_folder(), copy);
    const ProgramOutput output =
        output_of({"patch", "--batch", "--forward", "--no-backup-if-mismatch", "-p1", "-d",
                   temporary.path().string(), "-i", fs::absolute(typed).string()},
                  Outputs::stderr_too);
    if (output.status == 127) throw UsageError("there is no patch, which applies patches: install it");
    if (output.status != 0) {
        throw UsageError(fmt::format("{} does not apply to lock/:\n{}", typed, output.text));
    }
    return differing(copy, typed, typed + ":");
}

ChangedHeaders headers_from(const std::string& typed) {
    const fs::path path(typed);
    if (fs::is_directory(path)) return from_folder(typed);
    if (!fs::exists(path)) throw UsageError(fmt::format("there is no file or folder '{}'", typed));
    const std::string extension = path.extension().string();
    if (extension == ".patch" || extension == ".diff") return from_patch(typed);
    if (extension != ".hpp" && extension != ".h") {
        throw UsageError(fmt::format(
            "'{}' is no change of the lock: a header (.hpp), a patch (.patch, .diff) or a folder is", typed));
    }
    const std::string name = path.filename().string();
    if (is_changeable(name)) return {{name, replacement(path, typed)}};
    return overlaid(path, lock_folder());
}

}  // namespace

fs::path lock_folder() {
    fs::path folder = fs::path(RQCHECK_SOURCE_DIRECTORY) / "lock";
    if (fs::is_directory(folder)) return folder;
    throw UsageError(fmt::format(
        "a change of the lock is built with the source tree, and {} is not there any more", folder.string()));
}

Variant read_variant(const std::string& typed) {
    try {
        return {own_change_name(typed), headers_from(typed)};
    } catch (const fs::filesystem_error& error) {
        throw UsageError(error.what());
    }
}

}  // namespace tools
