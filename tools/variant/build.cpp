// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/build.hpp"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <boost/crc.hpp>

#include "tools/cli/input_file.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/program_output.hpp"
#include "tools/cli/status_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/support/quoted.hpp"
#include "tools/variant/compiler_errors.hpp"
#include "tools/variant/lock_headers.hpp"
#include "tools/variant/made_before.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

const fs::path build = RQCHECK_BUILD_DIRECTORY;

/// The folder for headers that come before those of lock/, and for the engines that were built with them. The
/// engines are kept, because the next build must not change an engine that runs.
fs::path folder() {
    return build / "variant";
}

/// A file that already has this text is not written, because the build compares times.
void write_if_other(const fs::path& file, const std::string& text) {
    std::ifstream before(file, std::ios::binary);
    if (before && std::string(std::istreambuf_iterator<char>(before), {}) == text) return;
    std::ofstream after(file, std::ios::binary);
    after << text;
    after.close();
    if (!after) throw NotDone(fmt::format("cannot write {}", file.string()));
}

/// A hash of all the text with the lock's steps.
std::uint32_t hash_of(const Variant& variant) {
    boost::crc_32_type crc;
    const auto add = [&](const std::string& text) { crc.process_bytes(text.data(), text.size()); };
    for (const auto& [name, text] : variant.headers) add(name + text);
    for (const std::string_view name : changeable_headers)
        add(content_of((lock_folder() / name).string(), "C++ code"));
    return crc.checksum();
}

/// The tag contains the hash, so it differs for each change, and the build never takes one
/// change for another.
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

/// The file's name for a variant. The name of a folder has a slash, which is left out.
std::string file_name(const Variant& variant, std::uint32_t hash) {
    std::string name = variant.name;
    std::erase(name, '/');
    return fmt::format("{}.{:08x}", name, hash);
}

/// @param what what this target has and the usual engine lacks
void compile(const std::string& target, const std::string& what) {
    StatusLine line;
    line.show(fmt::format("compiling the engine with {}", what));
    const ProgramOutput output =
        output_of({"cmake", "--build", build.string(), "--target", target}, Outputs::stderr_too);
    line.clear();
    if (stop_requested()) throw NotDone(fmt::format("stopped while the engine with {} was compiled", what));
    if (output.status == 127) throw UsageError("there is no cmake, which compiles the engine");
    if (output.status != 0) {
        throw UsageError(fmt::format("the engine with {} does not compile", what), errors_in(output.text));
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
        const Turn turn(folder());
        if (fs::exists(kept) && fs::exists(engine) &&
            fs::last_write_time(kept) >= fs::last_write_time(engine))
            return {kept.string()};
        write_headers(variant, hash);
        compile("rqcheck-variant", variant.name);
        const fs::path made = kept.string() + ".new";
        fs::copy_file(folder() / "rqcheck-variant", made, fs::copy_options::overwrite_existing);
        fs::rename(made, kept);
        constexpr std::size_t most_engines = 8;
        remove_oldest(kept.parent_path(), most_engines);
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
