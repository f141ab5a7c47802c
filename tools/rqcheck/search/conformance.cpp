// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/conformance.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "tools/cli/stop_signal.hpp"

namespace tools {
namespace {

using rqspinlock::Changes;

/// Searches up to this number of executions are made for every set that is looked at.
constexpr std::uint64_t small_search = 3000;

/// The sets with a name, each once: the kernels from the newest to the oldest, then the history and the fixes
/// of no kernel.
std::vector<Revision> named_sets() {
    std::vector<Revision> sets = kernels();
    std::reverse(sets.begin(), sets.end());
    const auto add = [&](const std::vector<Revision>& more) {
        for (const Revision& one : more) {
            const bool known = std::any_of(sets.begin(), sets.end(), [&](const Revision& other) {
                return other.changes == one.changes;
            });
            if (!known) sets.push_back(one);
        }
    };
    add(history());
    add(repairs());
    return sets;
}

/// Runs the tree, and compares sets of changes with it.
class Conformer {
  public:
    Conformer(const Plan& plan, Searches& searches) : searches_(searches) {
        for (const Row& row : plan.rows) {
            if (std::optional<Result> result = searches.run(*row.scenario, row.requests.front())) {
                tree_.push_back(std::move(*result));
                rows_.push_back(&row);
            }
        }
        by_size_.resize(tree_.size());
        std::iota(by_size_.begin(), by_size_.end(), std::size_t{0});
        std::stable_sort(by_size_.begin(), by_size_.end(), [&](std::size_t left, std::size_t right) {
            return tree_[left].report.executions < tree_[right].report.executions;
        });
    }

    std::size_t size() const { return tree_.size(); }

    /// Does the set have the same outcomes in every scenario?
    bool is_same(const Revision& set) {
        return std::all_of(by_size_.begin(), by_size_.end(),
                           [&](std::size_t row) { return differs(set, row) == Answer::no; });
    }

    /// The number of small searches in which the set has other outcomes. Counting stops above `most`.
    std::size_t differences(const Revision& set, std::size_t most) {
        std::size_t count = 0;
        for (const std::size_t row : by_size_) {
            if (tree_[row].report.executions > small_search || count > most) break;
            if (differs(set, row) == Answer::yes) ++count;
        }
        return count;
    }

    /// The set with the most scenarios that were the same so far, and with no different one.
    std::string furthest() const {
        std::string furthest;
        std::size_t most = 0;
        for (const auto& [set, results] : same_) {
            if (results.size() <= most) continue;
            most = results.size();
            furthest = set;
        }
        return furthest;
    }

    /// The results of all scenarios on this set, or of those that were run if the search was stopped.
    std::vector<ConformedRow> rows_on(const Revision& set) {
        std::vector<ConformedRow> rows;
        std::map<std::size_t, Result>& known = same_[set.text];
        for (std::size_t row = 0; row < tree_.size(); ++row) {
            const auto before = known.find(row);
            std::optional<Result> ported = before == known.end() ? run(set, row) : before->second;
            if (!ported) continue;
            Difference only_tree = found_only_by(tree_[row].report, ported->report);
            Difference only_ported = found_only_by(ported->report, tree_[row].report);
            rows.push_back({tree_[row], std::move(*ported), std::move(only_tree), std::move(only_ported)});
        }
        return rows;
    }

    /// Adds a trace of the first different outcome, from the lock that has it.
    void add_trace(std::vector<ConformedRow>& rows) {
        const auto first = std::find_if(rows.begin(), rows.end(), [](const ConformedRow& row) {
            return !row.only_tree.outcomes.empty() || !row.only_ported.outcomes.empty();
        });
        if (first == rows.end()) return;
        const bool is_of_tree = !first->only_tree.outcomes.empty();
        Result& shown = is_of_tree ? first->tree : first->ported;
        Request request = shown.report.request;
        request.trace_outcome = (is_of_tree ? first->only_tree : first->only_ported).outcomes.front();
        if (std::optional<Result> again = searches_.run(*shown.scenario, request)) shown = std::move(*again);
    }

  private:
    enum class Answer : unsigned char { no, yes, unknown };

    std::optional<Result> run(const Revision& set, std::size_t row) {
        Request request = rows_[row]->requests.front();
        request.setup.revision = set;
        return searches_.run(*rows_[row]->scenario, request);
    }

    Answer differs(const Revision& set, std::size_t row) {
        const auto [known, is_new] = known_.try_emplace({set.text, row}, Answer::unknown);
        if (!is_new) return known->second;
        std::optional<Result> ported = run(set, row);
        if (!ported) return Answer::unknown;
        const Report& tree = tree_[row].report;
        const bool same =
            found_only_by(tree, ported->report).empty() && found_only_by(ported->report, tree).empty();
        known->second = same ? Answer::no : Answer::yes;
        if (same) {
            same_[set.text].emplace(row, std::move(*ported));
        } else {
            same_.erase(set.text);
        }
        return known->second;
    }

    Searches& searches_;
    std::vector<Result> tree_;
    std::vector<const Row*> rows_;      ///< of `tree_`
    std::vector<std::size_t> by_size_;  ///< places in `tree_`, the smallest search first
    std::map<std::pair<std::string, std::size_t>, Answer> known_;
    /// The results of sets without a difference so far, by name of the set and place in `tree_`.
    std::map<std::string, std::map<std::size_t, Result>> same_;
};

/// A set with the fewest differences. The search begins at the nearest set with a name, and adds or leaves
/// out one change at a time.
Revision nearest_set(Conformer& conformer, const std::vector<Revision>& named, std::size_t& looked_at) {
    Revision nearest = named.front();
    std::size_t fewest = conformer.size();
    const auto consider = [&](const Revision& set) {
        if (stop_requested()) return false;
        ++looked_at;
        const std::size_t count = conformer.differences(set, fewest);
        if (count >= fewest) return false;
        fewest = count;
        nearest = set;
        return true;
    };
    for (const Revision& set : named) consider(set);
    bool is_better = true;
    while (is_better && fewest != 0) {
        is_better = false;
        const Changes from = nearest.changes;
        for (const rqspinlock::ChangeName& change : rqspinlock::change_names) {
            const Changes changes =
                from.has(change.change) ? from.without(change.change) : from.with(change.change);
            if (!has_meaning(changes)) continue;
            is_better |= consider(Revision{sum_text(changes), changes});
        }
    }
    return nearest;
}

}  // namespace

std::size_t Conformance::same() const {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const ConformedRow& row) { return row.is_same(); }));
}

std::size_t Conformance::same_counts() const {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const ConformedRow& row) {
        return row.is_same() && row.has_same_counts();
    }));
}

bool Conformance::conforms() const {
    return !rows.empty() && !is_stopped && same() == rows.size() &&
           std::all_of(rows.begin(), rows.end(), [](const ConformedRow& row) { return row.ended(); });
}

Conformance find_conformance(const Plan& plan, Searches& searches, const std::optional<Revision>& given) {
    Conformance found;
    found.tree = plan.revisions.front();
    found.is_given = given.has_value();
    Conformer conformer(plan, searches);
    if (given) {
        found.set = *given;
        found.sets = 1;
    } else {
        const std::vector<Revision> named = named_sets();
        std::vector<Revision> same;
        for (const Revision& set : named) {
            if (stop_requested() || conformer.size() == 0) break;
            ++found.sets;
            if (conformer.is_same(set)) same.push_back(set);
        }
        if (!same.empty()) {
            found.set = same.front();
        } else if (stop_requested()) {
            const std::string furthest = conformer.furthest();
            if (!furthest.empty()) found.set = read_revision(furthest);
        } else {
            found.set = nearest_set(conformer, named, found.sets);
        }
        for (std::size_t i = 1; i < same.size(); ++i) found.same_as.push_back(same[i].text);
    }
    found.rows = conformer.rows_on(found.set);
    if (found.same() < found.rows.size()) conformer.add_trace(found.rows);
    found.is_stopped = stop_requested();
    return found;
}

}  // namespace tools
