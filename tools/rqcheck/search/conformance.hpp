// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which set of changes the lock of a kernel tree corresponds to: the one with which this project's lock has
/// the same outcomes, in every scenario.

#include <optional>
#include <string>
#include <vector>

#include "tools/rqcheck/search/comparison.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {

/// A scenario on both locks.
struct ConformedRow {
    Result tree;
    Result ported;
    Difference only_tree;
    Difference only_ported;

    bool is_same() const { return only_tree.empty() && only_ported.empty(); }
    /// How often each outcome comes too?
    bool has_same_counts() const { return tree.report.outcomes == ported.report.outcomes; }
    bool ended() const { return tree.report.exhausted && ported.report.exhausted; }
};

/// The whole catalogue on a tree and on a set of changes.
struct Conformance {
    Revision tree;
    /// What it was compared with: the set it corresponds to, or else the nearest one.
    Revision set;
    std::vector<ConformedRow> rows;
    /// Other names of sets that no scenario tells from this one.
    std::vector<std::string> same_as;
    /// How many sets were looked at, and whether only this one was asked for.
    std::size_t sets = 0;
    bool is_given = false;
    bool is_part = false;  ///< not all of the catalogue was asked for
    bool is_stopped = false;

    std::size_t same() const;
    std::size_t same_counts() const;
    /// All outcomes of all scenarios are the same, and all searches ended by themselves.
    bool conforms() const;
};

/// @param plan the catalogue on the tree
/// @param given compare with this one only
/// Throws `EngineError`. Runs that the engines refuse are in `searches`.
Conformance find_conformance(const Plan& plan, Searches& searches, const std::optional<Revision>& given);

}  // namespace tools
