// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds the set of changes to which the lock of a kernel tree corresponds. With this set, this project's
/// lock has the same outcomes as the tree's in every scenario.

#include <optional>
#include <string>
#include <vector>

#include "tools/rqcheck/search/comparison.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {

/// The results of a scenario on both locks.
struct ConformedRow {
    Result tree;
    Result ported;
    Difference only_tree;
    Difference only_ported;

    bool is_same() const { return only_tree.empty() && only_ported.empty(); }
    /// Does each outcome also occur equally often?
    bool has_same_counts() const { return tree.report.outcomes == ported.report.outcomes; }
    bool ended() const { return tree.report.exhausted && ported.report.exhausted; }
};

/// The results of the catalogue on a tree and on a set of changes.
struct Conformance {
    Revision tree;
    /// The set with which the tree was compared: the set to which it corresponds, or else the nearest one.
    Revision set;
    std::vector<ConformedRow> rows;
    /// The names of other sets that no scenario tells apart from this one.
    std::vector<std::string> same_as;
    /// The number of sets that were looked at, and whether the user asked for this one only.
    std::size_t sets = 0;
    bool is_given = false;
    bool is_part = false;  ///< the user asked for a part of the catalogue
    bool is_stopped = false;

    std::size_t same() const;
    std::size_t same_counts() const;
    /// Are all outcomes of all scenarios the same, and did all searches end by themselves?
    bool conforms() const;
};

/// @param plan the catalogue on the tree
/// @param given compare with this set only
/// Throws `EngineError`. Runs that the engines refuse are in `searches`.
Conformance find_conformance(const Plan& plan, Searches& searches, const std::optional<Revision>& given);

}  // namespace tools
