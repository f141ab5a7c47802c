// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The files that `matrix` is asked for, beside what it prints.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/output_file.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// As typed: files, folders to put them in, or "-" for stdout.
struct MatrixFileNames {
    std::optional<std::string> json;
    std::optional<std::string> markdown;
    std::optional<std::string> html;
};

class MatrixFiles {
  public:
    /// Throws `UsageError` if one of them could not be written.
    explicit MatrixFiles(const MatrixFileNames& names);

    /// Each file as a whole or not at all, the traces before the document that links to them.
    /// Throws `UsageError`.
    void write(const Plan& plan, const std::vector<Cells>& cells, const std::vector<NotRun>& not_run) const;

  private:
    void write_traces(const std::vector<Cells>& cells) const;

    std::optional<OutputFile> json_;
    std::optional<OutputFile> markdown_;
    std::filesystem::path traces_;  ///< the folder beside the Markdown
    std::optional<OutputFile> html_;
};

}  // namespace tools
