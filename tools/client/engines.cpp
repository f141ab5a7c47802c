// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/client/engines.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <boost/crc.hpp>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "tools/client/engine_error.hpp"
#include "tools/support/build_id.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

bool can_run(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
}

std::string variable_name(Engine engine) {
    std::string variable = "RQCHECK_ENGINE_";
    for (const char c : name(engine)) {
        variable += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return variable;
}

/// The engines that are built into this executable.
std::map<Engine, EngineExecutable>& own_engines() {
    static std::map<Engine, EngineExecutable> own;
    return own;
}

/// The size of a file and a CRC of its content.
std::string checksum_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string content(std::istreambuf_iterator<char>(file), {});
    boost::crc_32_type crc;
    crc.process_bytes(content.data(), content.size());
    return fmt::format("{} {:08x}", content.size(), crc.checksum());
}

}  // namespace

void set_own_engine(Engine engine, ServeFunction serve) {
    // This path names the file that runs, even if another file has its name by now.
    own_engines()[engine] = {"/proc/self/exe", {}, serve};
}

EngineExecutable engine_program(Engine engine) {
    const std::string variable = variable_name(engine);
    if (const char* const set = std::getenv(variable.c_str()); set != nullptr && *set != '\0') {
        if (can_run(set)) return {set};
        throw EngineError(fmt::format("{} names '{}', which is no executable", variable, set));
    }
    if (const auto own = own_engines().find(engine); own != own_engines().end()) return own->second;
    return {engine_file(engine)};
}

std::string engine_file(Engine engine) {
    std::error_code ignored;
    const fs::path here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    const fs::path file = fmt::format("rqcheck-{}", engine);
    for (const fs::path& path : {here / file, here.parent_path() / "tools" / file}) {
        if (can_run(path)) return path.string();
    }
    throw EngineError(fmt::format(
        "cannot find the engine {}: {} is neither in {} nor in {}, and {} is not set", engine, file.string(),
        here.string(), (here.parent_path() / "tools").string(), variable_name(engine)));
}

std::string identity_of(const EngineExecutable& program) {
    std::string identity = build_id_of(program.executable);
    if (identity.empty()) identity = checksum_of(program.executable);  // a script that starts an engine
    for (const std::string& argument : program.arguments) identity += ' ' + checksum_of(argument);
    return identity;
}

}  // namespace tools
