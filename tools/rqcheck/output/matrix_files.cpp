// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/matrix_files.hpp"

#include <fmt/format.h>

#include "tools/cli/input_file.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/rqcheck/output/matrix_page.hpp"
#include "tools/rqcheck/output/trace_file.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr const char* markdown_option = "--markdown";

/// The Markdown file that the user means. If a folder was typed, it is a file in the folder.
fs::path markdown_file(const std::string& typed) {
    std::error_code ignored;
    return fs::is_directory(typed, ignored) ? fs::path(typed) / "results.md" : fs::path(typed);
}

/// The folder of traces beside the file. If the file is a symbolic link, the folder is beside the file to
/// which it leads, because the links in the document are relative.
fs::path folder_beside(const fs::path& file, const std::string& typed) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(file, error);
    const fs::file_status status = fs::status(real, error);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        throw UsageError(fmt::format("{} takes a file or a folder: '{}' has no place for traces beside it",
                                     markdown_option, typed));
    }
    return real.parent_path() / trace_folder;
}

OutputFile trace_file(const fs::path& folder, const std::string& run) {
    return OutputFile(markdown_option, (folder / (run + ".txt")).string());
}

}  // namespace

MatrixFiles::MatrixFiles(const MatrixFileNames& names) {
    if (names.json) json_.emplace("--json", *names.json);
    if (names.html) html_.emplace("--html", *names.html);
    if (!names.markdown) return;
    if (*names.markdown == stdout_name) {
        markdown_.emplace(markdown_option, *names.markdown);
        return;
    }
    const fs::path file = markdown_file(*names.markdown);
    markdown_.emplace(markdown_option, file.string());
    traces_ = folder_beside(file, *names.markdown);
    std::error_code ignored;
    if (fs::exists(traces_, ignored)) trace_file(traces_, "any");
}

void MatrixFiles::write(const Plan& plan, const std::vector<Cells>& cells, const std::vector<NotRun>& not_run,
                        WriteErrors& errors) const {
    const std::string partial =
        partial_text(made(cells).size(), plan.rows.size() * plan.revisions.size(), not_run);
    errors.write(json_, [&] { return json_text(made(cells), not_run); });
    errors.write(html_, [&] { return matrix_html(plan, cells, partial); });
    if (!markdown_) return;
    if (!traces_.empty()) write_traces(cells, errors);
    errors.write(markdown_, [&] { return matrix_markdown(plan, cells, partial, !traces_.empty()); });
}

void MatrixFiles::write_traces(const std::vector<Cells>& cells, WriteErrors& errors) const {
    for (const Result* result : made(cells)) {
        if (failure_traces(result->report).empty()) continue;
        errors.attempt([&] {
            std::error_code error;
            fs::create_directory(traces_, error);
            if (error) throw_for(error.value(), fmt::format("cannot make '{}'", traces_.string()));
            trace_file(traces_, run_name(*result)).write(trace_file_text(*result));
        });
    }
}

}  // namespace tools
