// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/kernel_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>

#include "tools/cli/arguments/kernel_tree.hpp"
#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {

void add_kernel_options(CLI::App& app, KernelOptions& options, bool searches) {
    app.add_option("--kernel", options.kernel,
                   "Run the lock of this kernel tree, its own kernel/bpf/rqspinlock.c, in place of a "
                   "revision; native only (docs/kernel-source.md)")
        ->type_name("FOLDER");
    if (!searches) return;
    add_value(
        app, "--against", "R", options.against, revision_value,
        "With --kernel: expect what the history says of this revision, kernel or sum [failures alone count]");
    app.add_flag("--plain-races", options.plain_races,
                 "With --kernel: also count races of plain accesses, which are not failures (slower)");
}

std::vector<Revision> chosen_revisions(const KernelOptions& options, const std::vector<Revision>& revisions) {
    if (!options.kernel) {
        if (options.against) {
            throw UsageError(
                "--against is for the lock of a kernel tree: give --kernel, or see 'rqcheck diff'");
        }
        const bool any_tree = std::any_of(revisions.begin(), revisions.end(),
                                          [](const Revision& revision) { return revision.is_tree(); });
        if (options.plain_races && !any_tree) {
            throw UsageError(
                "--plain-races is for the lock of a kernel tree: the accesses of this project's lock are all "
                "marked");
        }
        return revisions;
    }
    if (!revisions.empty()) {
        throw UsageError(
            fmt::format("--kernel or --revision {}, not both: --against {} expects what the history "
                        "says of it",
                        fmt::join(texts_of(revisions), ","), revisions.front()));
    }
    if (options.against && (options.against->is_tree() || !options.against->own_change.empty())) {
        throw UsageError(fmt::format(
            "the history says nothing of {}: --against takes revisions, kernels and sums", *options.against));
    }
    return {tree_revision(*options.kernel, options.against ? &*options.against : nullptr)};
}

}  // namespace tools
