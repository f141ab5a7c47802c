// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/arguments/revision_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "tools/cli/arguments/kernel_tree.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/error_line.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/support/printable.hpp"
#include "tools/support/suggest.hpp"

namespace tools {
namespace {

constexpr std::array<std::string_view, 4> groups{"history", "fixes", "kernels", "all"};

std::vector<Revision> group_named(std::string_view name) {
    if (name == "history") return history();
    if (name == "fixes") return repairs();
    if (name == "kernels") return kernels();
    std::vector<Revision> all = history();
    for (Revision& repair : repairs()) all.push_back(std::move(repair));
    return all;
}

/// The names of all revisions. Kernels stand first, because `v6.*` means kernels.
std::vector<std::string_view> names_of_revisions() {
    std::vector<std::string_view> names;
    for (const auto& kernel : rqspinlock::kernels) names.push_back(kernel.name);
    for (const auto& revision : rqspinlock::revisions) names.push_back(revision.name);
    return names;
}

bool is_group(std::string_view name) {
    return std::find(groups.begin(), groups.end(), name) != groups.end();
}

/// The message about a wrong revision. A word without a sum may be a misspelt group.
std::string message(const RevisionError& error, const std::string& typed) {
    if (typed.find_first_of("+-") != std::string::npos) return error.what();
    std::vector<std::string_view> choices(groups.begin(), groups.end());
    for (const std::string_view word : revision_words()) choices.push_back(word);
    return unknown("revision", typed, choices);
}

}  // namespace

Revision revision_value(const std::string& typed) {
    if (is_group(typed)) throw UsageError(fmt::format("'{}' is several revisions, and one is wanted", typed));
    if (is_kernel_tree(typed)) return tree_revision(typed);
    if (typed.find('@') != std::string::npos) {
        throw UsageError(
            fmt::format("'{}' names the lock of a kernel tree, and not where it is: give the folder", typed));
    }
    try {
        Revision revision = read_revision(typed);
        if (const std::string remark = remark_on(typed); !remark.empty()) {
            print_on_stderr(printable(remark) + "\n");
        }
        return revision;
    } catch (const RevisionError& error) {
        throw UsageError(message(error, typed));
    }
}

std::vector<Revision> revision_values(const std::string& typed) {
    std::vector<Revision> revisions;
    for (const std::string& part : parse_list("--revision", typed)) {
        if (part.find_first_of("*?[") != std::string::npos && !is_kernel_tree(part)) {
            for (const std::string& name : names_meant("revision", {part}, names_of_revisions())) {
                revisions.push_back(revision_value(name));
            }
        } else if (is_group(part)) {
            for (Revision& revision : group_named(part)) revisions.push_back(std::move(revision));
        } else {
            revisions.push_back(revision_value(part));
        }
    }
    require_names_apart(revisions);
    return without_repeats(revisions);
}

void refuse_own_changes(const std::vector<Revision>& revisions, std::string_view program) {
    for (const Revision& revision : revisions) {
        if (revision.own_change.empty() && !revision.is_tree()) continue;
        throw UsageError(
            fmt::format("{} runs the lock as it was built: {} is for rqcheck", program, revision));
    }
}

void require_names_apart(const std::vector<Revision>& revisions) {
    for (const Revision& one : revisions) {
        for (const Revision& other : revisions) {
            if (one.own_change.empty() || other.own_change.empty() || one.own_change == other.own_change)
                continue;
            if (own_change_name(one.own_change) != own_change_name(other.own_change)) continue;
            throw UsageError(fmt::format("{} and {} have the same name, which would stand for both",
                                         one.own_change, other.own_change));
        }
    }
}

}  // namespace tools
