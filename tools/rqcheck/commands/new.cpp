// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/new.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cctype>
#include <filesystem>
#include <string_view>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/rqcheck/texts/texts.hpp"
#include "tools/support/printable.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

/// The nearest name of groups of small letters and digits with a dash between. Names stand in files, targets
/// and tokens.
/// @return `typed` itself if it is such a name; empty: no name is near
std::string nearest_name(std::string_view typed) {
    std::string name;
    for (const char c : typed) {
        const auto letter = static_cast<unsigned char>(c);
        if (letter < 0x80 && std::isalnum(letter) != 0) {
            name += static_cast<char>(std::tolower(letter));
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    if (!name.empty() && name.back() == '-') name.pop_back();
    return name;
}

void require_name(const std::string& typed) {
    if (typed.empty()) throw UsageError("new what? Name a scenario that is to be");
    const std::string nearest = nearest_name(typed);
    if (nearest == typed) return;
    throw UsageError(fmt::format("a scenario's name has small letters, digits and single dashes, not '{}'{}",
                                 typed,
                                 nearest.empty() ? "" : fmt::format(", the nearest is '{}'", nearest)));
}

/// The folder `scenarios` of the source tree around the current directory.
fs::path scenarios_here() {
    std::error_code ignored;
    for (fs::path root = fs::current_path(ignored);; root = root.parent_path()) {
        const fs::path found = root / "scenarios";
        if (fs::exists(found / "framework" / "scenario.hpp", ignored)) return found;
        if (root == root.root_path() || root.empty()) break;
    }
    throw UsageError("no source tree of rqcheck around the current directory: give --directory");
}

std::string file_of(const std::string& name) {
    constexpr std::string_view placeholder = "@NAME@";
    std::string text(texts::new_scenario_scenario_cpp_in);
    for (std::size_t at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder)) {
        text.replace(at, placeholder.size(), name);
    }
    return text;
}

}  // namespace

CLI::App* add_new(CLI::App& app, NewOptions& options) {
    CLI::App* command = app.add_subcommand("new", "Write the file of a new scenario, to be filled in");
    command
        ->add_option("name", options.name,
                     "Name of the scenario, of small letters, digits and dashes: my-window")
        ->type_name("NAME");
    command
        ->add_option("--directory", options.directory,
                     "Folder of the new file [scenarios of the source tree around here]")
        ->type_name("FOLDER");
    command->footer(
        "docs/writing-a-scenario.md says what to write in the file. A file that exists is not touched.");
    return command;
}

int new_scenario(const NewOptions& options) {
    require_name(options.name);
    const fs::path directory = options.directory ? fs::path(*options.directory) : scenarios_here();
    const fs::path file = directory / (options.name + ".cpp");
    std::error_code ignored;
    if (fs::symlink_status(file, ignored).type() != fs::file_type::not_found) {
        throw UsageError(fmt::format("'{}' exists already, or cannot be looked at", file.string()));
    }
    OutputFile("new", file.string()).write(file_of(options.name));
    show(
        fmt::format("{}\n\nNext, in the root of the source tree:\n"
                    "  cmake --build build --target scenario_{}\n"
                    "  build/scenarios/{} --revision history\n",
                    printable(file.string()), options.name, options.name));
    return exit_as_expected;
}

}  // namespace tools
