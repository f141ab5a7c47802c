// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The outputs at the end of a command. An output that cannot be written does not keep the others from being
/// written.

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"

namespace tools {

/// Some outputs were not written. Each line is printed as a message of its own.
class NotWritten : public std::runtime_error {
  public:
    NotWritten(std::vector<std::string> lines, ExitCode code);

    const std::vector<std::string>& lines() const { return lines_; }
    /// `exit_usage` if a file could not be written because of its name or place, otherwise `exit_not_done`.
    ExitCode code() const { return code_; }

  private:
    std::vector<std::string> lines_;
    ExitCode code_;
};

/// Collects the errors of the outputs of a command.
class WriteErrors {
  public:
    /// Calls `write`, and keeps the `UsageError`, `NotDone` or `NotWritten` that it throws.
    void attempt(const std::function<void()>& write);

    /// Writes the file if there is one. Its text is made for this.
    void write(const std::optional<OutputFile>& file, const std::function<std::string()>& text);

    /// `show` of terminal.hpp.
    void show(const std::string& text);
    /// `show_beside_file` of terminal.hpp.
    void show_beside_file(const std::string& text);

    /// To be called when all outputs were attempted.
    /// @throw NotWritten if there was an error
    void require_none() const;

  private:
    void keep(const std::string& line, ExitCode code);

    std::vector<std::string> lines_;
    ExitCode code_ = exit_not_done;
};

}  // namespace tools
