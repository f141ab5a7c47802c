// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/kernel_object.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "tools/cli/arguments/kernel_tree.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/program_output.hpp"
#include "tools/cli/status_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/variant/compiler_errors.hpp"
#include "tools/variant/made_before.hpp"
#include "tools/variant/variant.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

/// A program that makes an object: its environment variable, its usual name, and its package.
struct Maker {
    const char* variable;
    const char* program;
    const char* package;
};
constexpr std::array makers{Maker{"RQCHECK_CLANG", "clang", "clang"},
                            Maker{"RQCHECK_SYMBOLIZER", "llvm-symbolizer", "llvm"},
                            Maker{"RQCHECK_DWARFDUMP", "llvm-dwarfdump", "llvm"},
                            Maker{nullptr, "objcopy", "binutils"}, Maker{nullptr, "readelf", "binutils"}};
constexpr int no_such_program = 127;

std::string program_of(const Maker& maker) {
    const char* const set = maker.variable == nullptr ? nullptr : std::getenv(maker.variable);
    return set == nullptr || *set == '\0' ? maker.program : set;
}

fs::path source_folder() {
    return lock_folder().parent_path();
}

/// The files that take part in making an object, sorted.
std::vector<fs::path> files_of_makers() {
    std::vector<fs::path> files;
    for (const char* const folder : {"tools/kernel", "model/compiled"}) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(source_folder() / folder)) {
            const std::string suffix = entry.path().extension().string();
            if (entry.is_regular_file() && suffix != ".cpp" && suffix != ".hpp")
                files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// The key of all that decides what the object is.
std::string key_of(const Revision& tree, std::string_view form) {
    constexpr std::size_t digits = 16;
    const ProgramOutput compiler = output_of({program_of(makers.front()), "--version"}, Outputs::only_stdout);
    const std::string files = sha256_of(lock_files_of(tree.tree)).substr(0, digits) + "." +
                              sha256_of(files_of_makers()).substr(0, digits);
    // Traces show lines of the tree, which are found by their paths.
    const std::size_t rest = std::hash<std::string>{}(compiler.text + tree.tree + tree.text);
    return fmt::format("{}.{}.{:016x}", form, files, rest);
}

}  // namespace

std::string missing_for_kernel_objects() {
    for (const Maker& maker : makers) {
        const std::string program = program_of(maker);
        if (output_of({program, "--version"}, Outputs::only_stdout).status == no_such_program) {
            return fmt::format(
                "there is no {}, which the lock of a kernel tree is compiled with: apt-get "
                "install {}",
                program, maker.package);
        }
    }
    return "";
}

std::string kernel_object(const Revision& tree, std::string_view form) {
    if (tree.tree.empty()) {
        throw UsageError(fmt::format(
            "{} is the lock of a kernel tree: say where the tree is, --kernel FOLDER", tree.text));
    }
    try {
        const fs::path folder = fs::path(RQCHECK_BUILD_DIRECTORY) / "variant";
        const fs::path kept = folder / "kernels" / key_of(tree, form);
        const std::string name = "lock.so";
        fs::create_directories(kept.parent_path());
        const Turn turn(folder);
        if (fs::exists(kept / name)) return (kept / name).string();
        if (const std::string missing = missing_for_kernel_objects(); !missing.empty())
            throw UsageError(missing);
        const fs::path made = folder / fmt::format("kernel.{}", getpid());
        fs::remove_all(made);
        fs::create_directories(made);
        StatusLine line;
        line.show(fmt::format("compiling {}, {}", tree, form));
        const ProgramOutput output =
            output_of({(source_folder() / "tools/kernel/compile").string(), tree.tree, std::string(form),
                       tree.text, (made / name).string()},
                      Outputs::stderr_too);
        line.clear();
        if (stop_requested() || output.status != 0) fs::remove_all(made);
        if (stop_requested()) throw NotDone(fmt::format("stopped while {} was compiled", tree));
        if (output.status != 0) {
            throw UsageError(fmt::format("the lock of {} does not compile", tree.tree),
                             errors_in(output.text));
        }
        fs::rename(made, kept);
        constexpr std::size_t most_objects = 48;
        remove_oldest(kept.parent_path(), most_objects);
        return (kept / name).string();
    } catch (const fs::filesystem_error& error) {
        throw_for(error.code().value(), error.what());
    }
}

}  // namespace tools
