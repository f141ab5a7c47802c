// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/variant.hpp"

#include <unistd.h>

#include <algorithm>
#include <regex>
#include <sstream>
#include <string_view>
#include <utility>
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

/// A folder that is removed with its contents.
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

[[noreturn]] void refuse_header(const std::string& typed, const std::string& header) {
    throw UsageError(fmt::format(
        "{} changes lock/{}, which the scenarios and the judge are built with too: change a clone, and "
        "build that (what can be tried: {})",
        typed, header, fmt::join(changeable_headers, ", ")));
}

/// A whole header that replaces the lock's header.
std::string replacement(const fs::path& file, const std::string& shown_as) {
    return line_directive(1, shown_as) + text_of(file);
}

bool is_as_in_lock(const fs::path& file) {
    return text_of(file) == text_of(lock_folder() / file.filename());
}

/// The headers of a folder that differ from the lock's headers.
HeaderChange differing(const fs::path& folder, const std::string& typed, const std::string& shown_as) {
    HeaderChange change;
    std::vector<std::string> parts;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string header = entry.path().filename().string();
        if (entry.path().extension() != ".hpp") continue;
        const bool is_new = !fs::exists(lock_folder() / header);
        if (!is_new && is_as_in_lock(entry.path())) continue;
        if (!is_new && !is_changeable(header)) refuse_header(typed, header);
        change.headers.emplace(header, replacement(entry.path(), shown_as + header));
        parts.push_back(fmt::format("{} {}", header, is_new ? "added" : "replaced"));
    }
    if (change.headers.empty()) throw UsageError(fmt::format("{}: its headers are those of the lock", typed));
    std::sort(parts.begin(), parts.end());
    change.summary = fmt::format("{}", fmt::join(parts, ", "));
    return change;
}

/// A new header that no header includes was renamed or forgotten.
void require_includes(const HeaderChange& change, const std::string& typed) {
    for (const auto& [header, text] : change.headers) {
        if (is_changeable(header)) continue;
        const std::string include = fmt::format("\"lock/{}\"", header);
        const bool is_included =
            std::any_of(change.headers.begin(), change.headers.end(),
                        [&](const auto& other) { return other.second.find(include) != std::string::npos; });
        if (!is_included) {
            throw UsageError(
                fmt::format("{} adds lock/{}, and no changed header includes it", typed, header));
        }
    }
}

/// A file elsewhere could change without notice, and an engine that is kept would then be out of date.
void require_own_text(const HeaderChange& change, const std::string& typed) {
    static const std::regex elsewhere(R"(\s*#\s*include\s*(<\s*/|"(?!lock/)).*)");
    for (const auto& [header, text] : change.headers) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            if (std::regex_match(line, elsewhere)) {
                throw UsageError(fmt::format("{} includes a file that is not of lock/: {}", typed, line));
            }
        }
    }
}

HeaderChange from_folder(const std::string& typed) {
    const fs::path given(typed);
    const fs::path folder = fs::is_directory(given / "lock") ? given / "lock" : given;
    if (!fs::exists(folder / "slowpath.hpp") && !fs::exists(folder / "rqspinlock.hpp")) {
        throw UsageError(
            fmt::format("{}: there are no headers of the lock in it, nor in a folder 'lock' there", typed));
    }
    return differing(folder, typed, folder.string() + "/");
}

HeaderChange from_patch(const std::string& typed) {
    const TemporaryFolder temporary;
    const fs::path copy = temporary.path() / "lock";
    copy_headers(lock_folder(), copy);
    const ProgramOutput output =
        output_of({"patch", "--batch", "--forward", "--no-backup-if-mismatch", "-p1", "-d",
                   temporary.path().string(), "-i", fs::absolute(typed).string()},
                  Outputs::stderr_too);
    if (output.status == 127) throw UsageError("there is no patch, which applies patches: install it");
    if (output.status != 0) {
        throw UsageError(fmt::format("{} does not apply to lock/", typed), output.text);
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(lock_folder())) {
        const fs::path header = entry.path().filename();
        if (header.extension() == ".hpp" && !fs::exists(copy / header)) {
            throw UsageError(
                fmt::format("{} removes lock/{}: change a clone, and build that", typed, header.string()));
        }
    }
    return differing(copy, typed, typed + ":");
}

HeaderChange from_header(const std::string& typed) {
    const fs::path path(typed);
    const std::string name = path.filename().string();
    if (!fs::exists(lock_folder() / name)) return overlaid(path, lock_folder());
    if (!is_changeable(name)) refuse_header(typed, name);
    if (is_as_in_lock(path)) throw UsageError(fmt::format("{} is the lock's", typed));
    return {{{name, replacement(path, typed)}}, name + " replaced"};
}

HeaderChange change_from(const std::string& typed) {
    const fs::path path(typed);
    if (fs::is_directory(path)) return from_folder(typed);
    if (!fs::is_regular_file(path)) throw UsageError(fmt::format("there is no file or folder '{}'", typed));
    const std::string extension = path.extension().string();
    if (extension == ".patch" || extension == ".diff") return from_patch(typed);
    if (extension != ".hpp" && extension != ".h") {
        throw UsageError(fmt::format(
            "'{}' is no change of the lock: a header (.hpp), a patch (.patch, .diff) or a folder is", typed));
    }
    return from_header(typed);
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
        HeaderChange change = change_from(typed);
        require_includes(change, typed);
        require_own_text(change, typed);
        return {own_change_name(typed), std::move(change.headers), std::move(change.summary)};
    } catch (const fs::filesystem_error& error) {
        throw UsageError(error.what());
    }
}

}  // namespace tools
