// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/program_output.hpp"

#include <sys/wait.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "tools/cli/not_done.hpp"

namespace tools {
namespace {

/// The word in single quotes for a shell. Within them only a quote has a meaning.
std::string quoted(const std::string& word) {
    std::string result = "'";
    for (const char c : word) {
        if (c == '\'') {
            result += "'\\''";
        } else {
            result += c;
        }
    }
    return result + "'";
}

}  // namespace

ProgramOutput output_of(const std::vector<std::string>& words, Outputs outputs) {
    std::string command;
    for (const std::string& word : words) command += quoted(word) + ' ';
    command += outputs == Outputs::stderr_too ? "2>&1 </dev/null" : "2>/dev/null </dev/null";
    const auto close = [](std::FILE* stream) { pclose(stream); };
    std::unique_ptr<std::FILE, decltype(close)> stream(popen(command.c_str(), "r"), close);
    if (!stream) throw NotDone(fmt::format("cannot run {}", words.front()));
    ProgramOutput output{};
    std::array<char, 4096> buffer{};
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), stream.get())) {
        output.text.append(buffer.data(), size);
    }
    const int status = pclose(stream.release());
    if (!WIFEXITED(status)) throw NotDone(fmt::format("{} was stopped", words.front()));
    output.status = WEXITSTATUS(status);
    return output;
}

}  // namespace tools
