// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The expectations of a scenario: a table of the history, read from top to bottom.
///
///     .expected = {{initial, {acquired, sent_away}, 250_ms},
///                  {queue_kept, {acquired, deadlock_true}, 1_ms, sole_head},
///                  {tail_reset, {acquired, deadlock_true}, 1_ms},
///                  {v6_18_y, never(timeout_missed), at_most(250_ms)}}

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lock/judge/classes.hpp"
#include "lock/revision.hpp"
#include "scenarios/framework/cpu.hpp"
#include "scenarios/framework/findings.hpp"

namespace scenarios {

using rqspinlock::judge::Class;
using rqspinlock::judge::Classes;
using rqspinlock::judge::Failures;

// Each row of a table names a set of changes and classes.
using enum rqspinlock::judge::Class;

// The revisions of the history. Each has its own change and all changes before it.
inline constexpr Changes initial{};
inline constexpr Changes nmi_trylock = Changes::up_to(Change::nmi_trylock);
inline constexpr Changes queue_kept = Changes::up_to(Change::queue_kept);
inline constexpr Changes queue_timeout = Changes::up_to(Change::queue_timeout);
inline constexpr Changes entry_first = Changes::up_to(Change::entry_first);
inline constexpr Changes aa_first = Changes::up_to(Change::aa_first);
inline constexpr Changes nmi_queue = Changes::up_to(Change::nmi_queue);
inline constexpr Changes trylock_once = Changes::up_to(Change::trylock_once);
inline constexpr Changes aa_before_queue = Changes::up_to(Change::aa_before_queue);
inline constexpr Changes tas_entry = Changes::up_to(Change::tas_entry);
inline constexpr Changes tail_reset = Changes::up_to(Change::tail_reset);
// Fixes on top of the history.
inline constexpr Changes fix_undone_pending = Changes::up_to(Change::fix_undone_pending);
inline constexpr Changes fix_x86_acquire = Changes::up_to(Change::fix_x86_acquire);
// A kernel that is not a revision.
inline constexpr Changes v6_18_y = rqspinlock::changes_of_6_18;

constexpr Nanoseconds operator""_ms(unsigned long long count) {
    return count * millisecond;
}

/// A failure that is no surprise: the failure of a finding on record, or a failure without a finding, of a
/// documented misuse.
struct ExpectedFailure {
    FailureKind kind;
    std::optional<Finding> finding;

    // Not explicit: a row names either a finding or a kind of failure.
    constexpr ExpectedFailure(const Finding& shown) : kind(shown.failure), finding(shown) {}
    constexpr ExpectedFailure(FailureKind without_finding) : kind(without_finding) {}
};

/// The classes of a row. The ones listed are those that come, and no other may: `{acquired, sent_away}`. Or
/// the row lists what never comes, and any other class may: `never(timeout_missed)`.
struct ExpectedClasses {
    Classes come{};  ///< a search that ends by itself finds each of them
    Classes may_come{};

    constexpr ExpectedClasses() = default;
    // Not explicit: a row lists its classes.
    constexpr ExpectedClasses(Classes all) : come(all), may_come(all) {}
    template <std::same_as<Class>... More>
    constexpr ExpectedClasses(Class first, More... more) : ExpectedClasses(Classes(first, more...)) {}

    constexpr bool are_exact() const { return come == may_come; }
    constexpr Classes never() const { return all_but(may_come); }

    static constexpr Classes all_but(Classes excluded) {
        Classes others;
        for (unsigned value = 0; value < rqspinlock::judge::class_count; ++value) {
            const auto one = static_cast<Class>(value);
            if (!excluded.contains(one)) others.insert(one);
        }
        return others;
    }
};

template <std::same_as<Class>... More>
constexpr ExpectedClasses never(Class first, More... more) {
    ExpectedClasses classes;
    classes.may_come = ExpectedClasses::all_but(Classes(first, more...));
    return classes;
}

/// The longest virtual wait of an attempt, compared in whole ms.
struct ExpectedWait {
    Nanoseconds longest = 0;
    bool comes = true;  ///< a search that ends by itself finds a wait as long; else it is only a bound

    constexpr ExpectedWait() = default;
    // Not explicit: a row names its time.
    constexpr ExpectedWait(Nanoseconds wait) : longest(wait) {}
    constexpr ExpectedWait(Nanoseconds wait, bool comes_once) : longest(wait), comes(comes_once) {}
    friend constexpr bool operator==(ExpectedWait, ExpectedWait) = default;
};

constexpr ExpectedWait at_most(Nanoseconds wait) {
    return {wait, false};
}

/// The claim of the history about a set of changes, or a behaviour documented as accepted. A run that differs
/// is unexpected. So is an expected class that no execution has, in a search that ended by itself.
struct Expectation {
    ExpectedClasses classes{Class::acquired};
    ExpectedWait worst_wait{};
    std::optional<ExpectedFailure> failure{};

    constexpr Failures failures() const { return failure ? Failures(failure->kind) : Failures(); }
    /// The name of the finding in docs/findings.md; empty: there is no finding.
    constexpr std::string_view finding() const {
        return failure && failure->finding ? failure->finding->name : std::string_view();
    }
};

/// A range of numbers of CPUs.
struct CpuNumbers {
    unsigned min;
    unsigned max;

    constexpr bool contains(unsigned cpus) const { return cpus >= min && cpus <= max; }
};

constexpr CpuNumbers with_cpus(unsigned number) {
    return {number, number};
}
constexpr CpuNumbers with_cpus(unsigned min, unsigned max) {
    return {min, max};
}

/// Stands in place of the classes, or of a whole table: the history claims nothing, only failures count.
struct NothingClaimed {};
inline constexpr NothingClaimed nothing_claimed{};

/// The expectation from one revision on, or for a set that is no revision. It is for all numbers of CPUs or
/// for some of them.
class ExpectedFrom {
  public:
    constexpr ExpectedFrom(Changes from, ExpectedClasses classes, ExpectedWait worst_wait = {},
                           std::optional<ExpectedFailure> failure = {})
        : ExpectedFrom(from, any_number, classes, worst_wait, failure) {}
    constexpr ExpectedFrom(Changes from, CpuNumbers cpus, ExpectedClasses classes,
                           ExpectedWait worst_wait = {}, std::optional<ExpectedFailure> failure = {})
        : from_(from), cpus_(cpus), expectation_(Expectation{classes, worst_wait, failure}) {}
    constexpr ExpectedFrom(Changes from, NothingClaimed) : ExpectedFrom(from, any_number, nothing_claimed) {}
    constexpr ExpectedFrom(Changes from, CpuNumbers cpus, NothingClaimed) : from_(from), cpus_(cpus) {}

    constexpr Changes from() const { return from_; }
    constexpr bool is_for(unsigned cpus) const { return cpus_.contains(cpus); }
    constexpr const std::optional<Expectation>& expectation() const { return expectation_; }

  private:
    static constexpr CpuNumbers any_number{0, ~0U};

    Changes from_;
    CpuNumbers cpus_;
    std::optional<Expectation> expectation_;
};

/// The table. Rows of revisions stand in the order of the history. A row is valid until the next row for the
/// same number of CPUs; of two rows from the same revision the later is valid. The row of another set is
/// valid for it, and for it with fixes unless these fix the row's finding. A table that only names the lock
/// as merged makes the same claim of every set.
class Expectations {
  public:
    Expectations() = default;
    Expectations(std::initializer_list<ExpectedFrom> rows) : rows_(rows) {}
    // Not explicit, to allow `.expected = nothing_claimed`.
    Expectations(NothingClaimed) : rows_{{initial, nothing_claimed}} {}

    std::span<const ExpectedFrom> rows() const { return rows_; }

    /// The row that is valid for a set of changes with that many CPUs; nullptr: no row is.
    const ExpectedFrom* row(Changes changes, unsigned cpus) const {
        if (const std::optional<unsigned> place = rqspinlock::place_in_history(changes)) {
            return latest_row(*place, cpus);
        }
        if (const ExpectedFrom* exact = row_of(changes, cpus)) return exact;
        if (claims_the_same_of_all()) return latest_row(0, cpus);
        const Changes base = changes.without_repairs();
        if (base == changes) return nullptr;
        const ExpectedFrom* const of_base = row(base, cpus);
        return of_base != nullptr && is_repaired(*of_base, changes) ? nullptr : of_base;
    }

    /// nullopt: the history claims nothing, and only failures count.
    std::optional<Expectation> on(Changes changes, unsigned cpus) const {
        const ExpectedFrom* valid = row(changes, cpus);
        return valid == nullptr ? std::nullopt : valid->expectation();
    }

  private:
    const ExpectedFrom* latest_row(unsigned place, unsigned cpus) const {
        const ExpectedFrom* valid = nullptr;
        for (const ExpectedFrom& row : rows_) {
            const std::optional<unsigned> from = rqspinlock::place_in_history(row.from());
            if (from && *from <= place && row.is_for(cpus)) valid = &row;
        }
        return valid;
    }
    bool claims_the_same_of_all() const {
        return std::all_of(rows_.begin(), rows_.end(),
                           [](const ExpectedFrom& row) { return row.from() == initial; });
    }
    const ExpectedFrom* row_of(Changes changes, unsigned cpus) const {
        const ExpectedFrom* valid = nullptr;
        for (const ExpectedFrom& row : rows_) {
            if (row.from() == changes && row.is_for(cpus)) valid = &row;
        }
        return valid;
    }
    static bool is_repaired(const ExpectedFrom& row, Changes changes) {
        const std::optional<Expectation>& expectation = row.expectation();
        if (!expectation || !expectation->failure || !expectation->failure->finding) return false;
        return !expectation->failure->finding->is_in(changes);
    }

    std::vector<ExpectedFrom> rows_;
};

}  // namespace scenarios
