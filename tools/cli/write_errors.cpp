// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/write_errors.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "tools/cli/not_done.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {

NotWritten::NotWritten(std::vector<std::string> lines, ExitCode code)
    : std::runtime_error(fmt::format("{}", fmt::join(lines, "; "))), lines_(std::move(lines)), code_(code) {}

void WriteErrors::attempt(const std::function<void()>& write) {
    try {
        write();
    } catch (const UsageError& error) {
        keep(error.what(), exit_usage);
    } catch (const NotDone& error) {
        keep(error.what(), exit_not_done);
    } catch (const NotWritten& errors) {
        for (const std::string& line : errors.lines()) keep(line, errors.code());
    }
}

void WriteErrors::write(const std::optional<OutputFile>& file, const std::function<std::string()>& text) {
    if (!file) return;
    attempt([&] { file->write(text()); });
}

void WriteErrors::show(const std::string& text) {
    attempt([&] { tools::show(text); });
}

void WriteErrors::show_beside_file(const std::string& text) {
    attempt([&] { tools::show_beside_file(text); });
}

void WriteErrors::require_none() const {
    if (!lines_.empty()) throw NotWritten(lines_, code_);
}

void WriteErrors::keep(const std::string& line, ExitCode code) {
    if (code == exit_usage) code_ = code;
    // Every text for a stdout that is closed fails in the same way.
    if (std::find(lines_.begin(), lines_.end(), line) == lines_.end()) lines_.push_back(line);
}

}  // namespace tools
