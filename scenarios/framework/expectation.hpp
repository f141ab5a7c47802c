// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a scenario expects: a table of the history, read from top to bottom.
///
///     .expected = {{initial, {acquired, sent_away}, 250_ms},
///                  {queue_kept, {acquired, deadlock_true}, 1_ms, sole_head},
///                  {fix_sole_head, {acquired, deadlock_true}, 1_ms}}

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

// A table names revisions and classes in each row.
using enum rqspinlock::Revision;
using enum rqspinlock::judge::Class;

constexpr Nanoseconds operator""_ms(unsigned long long count) {
    return count * millisecond;
}

/// A failure that is no surprise: that of a finding on record, or one without a finding, of a documented
/// misuse.
struct ExpectedFailure {
    FailureKind kind;
    std::optional<Finding> finding;

    // Not explicit: a row names the one or the other.
    constexpr ExpectedFailure(const Finding& shown) : kind(shown.failure), finding(shown) {}
    constexpr ExpectedFailure(FailureKind without_finding) : kind(without_finding) {}
};

/// What the history claims, or documents as accepted, about one revision. A run that differs is unexpected;
/// so is a class that is expected and never comes (in a search that ended by itself).
struct Expectation {
    Classes classes{Class::acquired};
    Nanoseconds worst_wait = 0;  ///< longest virtual wait of an attempt, compared in whole ms
    std::optional<ExpectedFailure> failure{};

    constexpr Failures failures() const { return failure ? Failures(failure->kind) : Failures(); }
    /// Its name in docs/findings.md; empty: none.
    constexpr std::string_view finding() const {
        return failure && failure->finding ? failure->finding->name : std::string_view();
    }
};

/// Numbers of CPUs.
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

/// In place of the classes, or of a whole table: the history says nothing, and only failures count.
struct NothingClaimed {};
inline constexpr NothingClaimed nothing_claimed{};

/// What is expected from one revision on, with all numbers of CPUs or with some of them.
class ExpectedFrom {
  public:
    constexpr ExpectedFrom(Revision from, Classes classes, Nanoseconds worst_wait = 0,
                           std::optional<ExpectedFailure> failure = {})
        : ExpectedFrom(from, any_number, classes, worst_wait, failure) {}
    constexpr ExpectedFrom(Revision from, CpuNumbers cpus, Classes classes, Nanoseconds worst_wait = 0,
                           std::optional<ExpectedFailure> failure = {})
        : from_(from), cpus_(cpus), expectation_(Expectation{classes, worst_wait, failure}) {}
    constexpr ExpectedFrom(Revision from, NothingClaimed) : ExpectedFrom(from, any_number, nothing_claimed) {}
    constexpr ExpectedFrom(Revision from, CpuNumbers cpus, NothingClaimed) : from_(from), cpus_(cpus) {}

    constexpr Revision from() const { return from_; }
    constexpr bool is_for(unsigned cpus) const { return cpus_.contains(cpus); }
    constexpr const std::optional<Expectation>& expectation() const { return expectation_; }

  private:
    static constexpr CpuNumbers any_number{0, ~0U};

    Revision from_;
    CpuNumbers cpus_;
    std::optional<Expectation> expectation_;
};

/// The table. Rows stand in the order of the history. Each is valid until the next one that is for the same
/// number of CPUs; of two from the same revision the later one is.
class Expectations {
  public:
    Expectations() = default;
    Expectations(std::initializer_list<ExpectedFrom> rows) : rows_(rows) {}
    // Not explicit: `.expected = nothing_claimed`.
    Expectations(NothingClaimed) : rows_{{Revision::initial, nothing_claimed}} {}

    std::span<const ExpectedFrom> rows() const { return rows_; }

    /// The row that is valid for a revision with that many CPUs; nullptr: none is.
    const ExpectedFrom* row(Revision revision, unsigned cpus) const {
        const ExpectedFrom* valid = nullptr;
        for (const ExpectedFrom& row : rows_) {
            if (row.from() <= revision && row.is_for(cpus)) valid = &row;
        }
        return valid;
    }

    /// nullopt: the history says nothing, only failures count.
    std::optional<Expectation> on(Revision revision, unsigned cpus) const {
        const ExpectedFrom* valid = row(revision, cpus);
        return valid == nullptr ? std::nullopt : valid->expectation();
    }

  private:
    std::vector<ExpectedFrom> rows_;
};

}  // namespace scenarios
