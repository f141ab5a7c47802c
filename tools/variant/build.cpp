// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/build.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <boost/crc.hpp>

#include "tools/cli/descriptor.hpp"
#include "tools/cli/input_file.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/program_output.hpp"
#include "tools/cli/status_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/support/quoted.hpp"
#include "tools/variant/lock_headers.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

const fs::path build = RQCHECK_BUILD_DIRECTORY;

/// Headers that come before those of lock/, and engines that were built with them. The latter are kept, as
/// the next build must not change one that runs.
fs::path folder() {
    return build / "variant";
}

/// One build at a time: they are made in one place.
class Turn {
  public:
    Turn() : file_(open((folder() / "turn").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
        if (file_.get() < 0) throw_for(errno, "cannot write to " + folder().string());
        while (flock(file_.get(), LOCK_EX) != 0) {
            if (errno != EINTR || stop_requested())
                throw NotDone("stopped while it waited for another build");
        }
    }

  private:
    Descriptor file_;  // closing it ends the turn
};

/// A file that is as it should be is left alone, as the build goes by its time.
void write_if_other(const fs::path& file, const std::string& text) {
    std::ifstream before(file, std::ios::binary);
    if (before && std::string(std::istreambuf_iterator<char>(before), {}) == text) return;
    std::ofstream after(file, std::ios::binary);
    after << text;
    after.close();
    if (!after) throw NotDone(fmt::format("cannot write {}", file.string()));
}

/// Of all the text with the lock's steps.
std::uint32_t hash_of(const Variant& variant) {
    boost::crc_32_type crc;
    const auto add = [&](const std::string& text) { crc.process_bytes(text.data(), text.size()); };
    for (const auto& [name, text] : variant.headers) add(name + text);
    for (const std::string_view name : changeable_headers)
        add(content_of((lock_folder() / name).string(), "C++ code"));
    return crc.checksum();
}

/// The tag has the hash in it: it is another one for each change, so that the build takes none for another.
void write_headers(const Variant& variant, std::uint32_t hash) {
    const fs::path lock = folder() / "headers" / "lock";
    const fs::path tag = folder() / "headers" / "tools" / "checker";
    fs::create_directories(lock);
    fs::create_directories(tag);
    for (const fs::directory_entry& entry : fs::directory_iterator(lock)) {
        if (!variant.headers.contains(entry.path().filename().string())) fs::remove(entry.path());
    }
    for (const auto& [name, text] : variant.headers) write_if_other(lock / name, text);
    write_if_other(tag / "own_change.hpp",
                   fmt::format("// {:08x}\n#pragma once\n#include <string_view>\nnamespace tools {{\n"
                               "inline constexpr std::string_view built_with_own_change = {};\n"
                               "inline constexpr std::string_view own_change_summary = {};\n}}\n",
                               hash, quoted(variant.name), quoted(variant.summary)));
}

/// A few are kept.
void remove_oldest(const fs::path& engines) {
    constexpr std::size_t most = 8;
    std::multimap<fs::file_time_type, fs::path> by_age;
    for (const fs::directory_entry& entry : fs::directory_iterator(engines)) {
        by_age.emplace(entry.last_write_time(), entry.path());
    }
    for (auto oldest = by_age.begin(); by_age.size() > most; oldest = by_age.erase(oldest)) {
        std::error_code ignored;
        fs::remove(oldest->second, ignored);
    }
}

/// The name of a folder has a slash.
std::string file_name(const Variant& variant, std::uint32_t hash) {
    std::string name = variant.name;
    std::erase(name, '/');
    return fmt::format("{}.{:08x}", name, hash);
}

/// The errors in a compiler's output, each with the lines that belong to it; all of the output if none is
/// there.
std::string errors_in(const std::string& output) {
    constexpr unsigned most_errors = 5;
    std::istringstream lines(output);
    std::string errors;
    unsigned count = 0;
    bool is_shown = false;  // the lines that belong to an error begin with a blank
    for (std::string line; std::getline(lines, line);) {
        const bool is_error = line.find(": error: ") != std::string::npos;
        is_shown = is_error ? ++count <= most_errors : is_shown && line.starts_with(' ');
        if (is_shown) errors += line + "\n";
    }
    if (count > most_errors) errors += fmt::format("and {} more errors\n", count - most_errors);
    return errors.empty() ? output : errors;
}

/// @param what the target has that the usual engine lacks
void compile(const std::string& target, const std::string& what) {
    StatusLine line;
    line.show(fmt::format("compiling the engine with {}", what));
    const ProgramOutput output =
        output_of({"cmake", "--build", build.string(), "--target", target}, Outputs::stderr_too);
    line.clear();
    if (stop_requested()) throw NotDone(fmt::format("stopped while the engine with {} was compiled", what));
    if (output.status == 127) throw UsageError("there is no cmake, which compiles the engine");
    if (output.status != 0) {
        throw UsageError(
            fmt::format("the engine with {} does not compile:\n{}", what, errors_in(output.text)));
    }
}

void require_build(const std::string& what) {
    if (fs::exists(build / "CMakeCache.txt")) return;
    throw UsageError(
        fmt::format("the engine with {} is compiled by the build of this rqcheck, and {} is not "
                    "there any more",
                    what, build.string()));
}

}  // namespace

EngineExecutable engine_with(const Variant& variant) {
    try {
        require_build(variant.name);
        const fs::path engine = build / "tools" / "rqcheck-native";
        const std::uint32_t hash = hash_of(variant);
        const fs::path kept = folder() / "engines" / file_name(variant, hash);
        fs::create_directories(kept.parent_path());
        const Turn turn;
        if (fs::exists(kept) && fs::exists(engine) &&
            fs::last_write_time(kept) >= fs::last_write_time(engine))
            return {kept.string()};
        write_headers(variant, hash);
        compile("rqcheck-variant", variant.name);
        const fs::path made = kept.string() + ".new";
        fs::copy_file(folder() / "rqcheck-variant", made, fs::copy_options::overwrite_existing);
        fs::rename(made, kept);
        remove_oldest(kept.parent_path());
        return {kept.string()};
    } catch (const fs::filesystem_error& error) {
        throw_for(error.code().value(), error.what());
    }
}

EngineExecutable engine_with_faults() {
    const std::string file = "rqcheck-mutated";
    const fs::path engine = build / "tools" / file;
    if (!fs::exists(engine)) {
        require_build("faults");
        compile(file, "faults");
    }
    return {engine.string()};
}

}  // namespace tools
