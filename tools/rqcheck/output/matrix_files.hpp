// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The files that `matrix` writes in addition to its output.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/output_file.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// The names as the user typed them: files, folders for the files, or "-" for stdout.
struct MatrixFileNames {
    std::optional<std::string> json;
    std::optional<std::string> markdown;
    std::optional<std::string> html;
};

class MatrixFiles {
  public:
    /// Throws `UsageError` if one of the files cannot be written.
    explicit MatrixFiles(const MatrixFileNames& names);

    /// Writes each file as a whole or not at all. The traces are written before the document that links to
    /// them. A file that cannot be written does not keep the others from being written.
    void write(const Plan& plan, const std::vector<Cells>& cells, const std::vector<NotRun>& not_run,
               WriteErrors& errors) const;

  private:
    void write_traces(const std::vector<Cells>& cells, WriteErrors& errors) const;

    std::optional<OutputFile> json_;
    std::optional<OutputFile> markdown_;
    std::filesystem::path traces_;  ///< the folder beside the Markdown
    std::optional<OutputFile> html_;
};

}  // namespace tools
