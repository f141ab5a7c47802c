// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/functions.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/cli/input_file.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/program_output.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {
namespace {

/// Widens a definition by the lines before it that belong to it. A blank line does not belong to it, nor does
/// a line that ends a statement, a block or an access label.
std::size_t widened(std::size_t begin, const std::vector<std::string>& lines) {
    constexpr std::string_view blanks = " \t\r";
    while (begin > 0) {
        const std::string& before = lines[begin - 1];
        const std::size_t first = before.find_first_not_of(blanks);
        if (first == std::string::npos || before[first] == '#') break;
        const bool is_comment = before.compare(first, 2, "//") == 0;
        const char last = before[before.find_last_not_of(blanks)];
        if (!is_comment && std::string_view(";{}:").find(last) != std::string_view::npos) break;
        --begin;
    }
    return begin;
}

}  // namespace

std::vector<std::string> lines_of(const std::filesystem::path& file) {
    std::istringstream text(content_of(file.string(), "C++ code"));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

std::vector<Function> functions_of(const std::filesystem::path& file, const std::vector<std::string>& lines) {
    const ProgramOutput output =
        output_of({"ctags", "--options=NONE", "--output-format=json", "--fields=NneS", "--fields=+sZ",
                   "--language-force=C++", "--kinds-C++=f", "-o", "-", file.string()},
                  Outputs::only_stdout);
    if (output.status == 127) {
        throw UsageError("there is no ctags, which finds the functions of a file: install universal-ctags");
    }
    if (output.status != 0) throw NotDone(fmt::format("ctags failed on {}", file.string()));
    std::vector<Function> functions;
    std::istringstream tags(output.text);
    for (std::string line; std::getline(tags, line);) {
        const nlohmann::json tag = nlohmann::json::parse(line, nullptr, false);
        if (!tag.is_object() || !tag.contains("end") || tag.value("scopeKind", "") == "function") continue;
        const auto first = tag.at("line").get<std::size_t>() - 1;
        const auto last = tag.at("end").get<std::size_t>();
        if (first >= last || last > lines.size()) continue;
        functions.push_back({tag.at("name"), tag.value("scope", ""), widened(first, lines), last});
    }
    std::sort(functions.begin(), functions.end(),
              [](const Function& one, const Function& other) { return one.begin < other.begin; });
    return functions;
}

}  // namespace tools
