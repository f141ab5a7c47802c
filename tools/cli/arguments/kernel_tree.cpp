// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/arguments/kernel_tree.hpp"

#include <array>
#include <fstream>
#include <map>

#include <fmt/format.h>

#include "tools/cli/program_output.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/support/printable.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::array lock_files{
    kernel_lock_file,
    "kernel/bpf/rqspinlock.h",
    "kernel/locking/qspinlock.h",
    "kernel/locking/mcs_spinlock.h",
    "kernel/locking/lock_events.h",
    "include/asm-generic/rqspinlock.h",
    "include/asm-generic/qspinlock.h",
    "include/asm-generic/qspinlock_types.h",
    "include/asm-generic/mcs_spinlock.h",
    "arch/x86/include/asm/qspinlock.h",
};

constexpr std::size_t shown_digits = 16;
constexpr std::size_t name_digits = 8;

/// "7.3.4-rc1", from the first lines of the kernel's Makefile; "unknown": there is no version.
std::string version_of(const fs::path& tree) {
    std::ifstream makefile(tree / "Makefile");
    std::map<std::string, std::string> values;
    constexpr unsigned most_lines = 20;
    std::string line;
    for (unsigned i = 0; i < most_lines && std::getline(makefile, line); ++i) {
        const std::size_t sign = line.find(" =");
        if (sign == std::string::npos || line.starts_with('#')) continue;
        const std::size_t value = line.find_first_not_of(" \t", sign + 2);
        values[line.substr(0, sign)] = value == std::string::npos ? "" : line.substr(value);
    }
    if (values["VERSION"].empty()) return "unknown";
    std::string version = values["VERSION"] + "." + values["PATCHLEVEL"];
    if (!values["SUBLEVEL"].empty() && values["SUBLEVEL"] != "0") version += "." + values["SUBLEVEL"];
    version += values["EXTRAVERSION"];
    // These characters would end a name, because they have a meaning in sums and lists.
    for (char& c : version) {
        if (c == '+' || c == ',' || c == '@' || c == ' ' || c == '/') c = '_';
    }
    return version;
}

/// The kernel tree around a path; empty: there is none. The user may have typed a file or a folder in the
/// tree.
std::string nearest_tree(const fs::path& typed) {
    std::error_code ignored;
    for (fs::path folder = fs::absolute(typed, ignored); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (is_kernel_tree(folder)) return folder.string();
    }
    return "";
}

[[noreturn]] void refuse(const std::string& typed) {
    std::error_code ignored;
    if (!fs::exists(typed, ignored)) throw UsageError(fmt::format("no folder '{}'", typed));
    if (const std::string tree = nearest_tree(typed); !tree.empty()) {
        throw UsageError(fmt::format("'{}' is in the kernel tree '{}': name that", typed, tree));
    }
    if (!fs::is_directory(typed, ignored)) throw UsageError(fmt::format("'{}' is no folder", typed));
    throw UsageError(fmt::format("'{}' has no {}: Linux has it from 6.15 on", typed, kernel_lock_file));
}

}  // namespace

bool is_kernel_tree(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / kernel_lock_file, ignored);
}

std::vector<fs::path> lock_files_of(const fs::path& tree) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const char* const file : lock_files) {
        if (fs::exists(tree / file, ignored)) files.push_back(tree / file);
    }
    return files;
}

std::string sha256_of(const std::vector<fs::path>& files) {
    std::vector<std::string> words{"sh", "-c", "cat -- \"$@\" | sha256sum", "sh"};
    for (const fs::path& file : files) {
        std::ifstream readable(file);
        if (!readable) throw UsageError(fmt::format("cannot read '{}'", file.string()));
        words.push_back(file.string());
    }
    const ProgramOutput output = output_of(words, Outputs::only_stdout);
    constexpr std::size_t digits = 64;
    if (output.status != 0 || output.text.size() < digits) throw UsageError("sha256sum does not answer");
    return output.text.substr(0, digits);
}

Revision tree_revision(const std::string& folder, const Revision* against) {
    if (!is_kernel_tree(folder)) refuse(folder);
    const fs::path tree = fs::canonical(folder);
    Revision revision;
    revision.text =
        fmt::format("linux-{}@{}", version_of(tree), sha256_of(lock_files_of(tree)).substr(0, name_digits));
    revision.tree = tree.string();
    for (const std::string& shown : {revision.text, revision.tree}) {
        if (is_printable(shown)) continue;
        throw UsageError(fmt::format("'{}' has characters that cannot be shown", printable(shown)));
    }
    if (against != nullptr) {
        revision.changes = against->changes;
        revision.against = against->text;
    }
    return revision;
}

std::string tree_text(const Revision& tree) {
    return fmt::format("{} of {}, sha256 {}", kernel_lock_file, tree.tree,
                       sha256_of({fs::path(tree.tree) / kernel_lock_file}).substr(0, shown_digits));
}

}  // namespace tools
