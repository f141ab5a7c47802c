// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A unit of work in requests and reports, and the examples that a unit finds.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/unit.hpp"

namespace tools {

/// "2/5.0/2:1/3": move 2 of 5, then move 0 of 2, then the moves from 1 on of 3. "all": the whole search.
std::string text(const model::Unit& unit);

/// Reads what `text` has written. Throws `std::invalid_argument`.
model::Unit read_unit(std::string_view text);

/// What an example shows.
struct ExampleKey {
    std::string what;         ///< as in `Trace`
    bool is_symptom = false;  ///< an example of a symptom, and not of all executions that show `what`
    std::string where{};      ///< as in `Symptom`

    friend bool operator==(const ExampleKey&, const ExampleKey&) = default;
    friend bool operator<(const ExampleKey& a, const ExampleKey& b) {
        return std::tie(a.what, a.is_symptom, a.where) < std::tie(b.what, b.is_symptom, b.where);
    }
};

/// Among this many executions of the same length, the one with the fewest switches between CPUs is kept.
inline constexpr std::uint64_t most_compared = 1000;

/// An execution that was the best example when it was met.
struct Candidate {
    std::uint64_t number =
        0;  ///< of the executions of this length that show the same, in the order of search
    std::uint64_t switches = 0;
    std::string decisions;  ///< see WantedTrace::decisions
};

/// The shortest executions of a unit that show something. Examples of units that follow each other make
/// exactly the example of one search.
struct UnitExample {
    ExampleKey key;
    std::uint64_t length = 0;  ///< of these executions
    std::uint64_t met = 0;     ///< how many were met; at most `most_compared`
    /// Each is better than those before it. The last one is the best.
    std::vector<Candidate> candidates;

    /// Adds the example of the unit that follows.
    void append(const UnitExample& next);
};

/// A unit to explore in place of a whole search.
struct UnitRequest {
    model::Unit unit;
    std::uint64_t size = 0;  ///< executions, with discarded ones, after which the rest is left; 0: no limit
    bool estimate = true;    ///< estimate the number of executions of the whole search
    /// Executions longer than this are no examples: a shorter one is known.
    std::vector<std::pair<ExampleKey, std::uint64_t>> longest;

    friend bool operator==(const UnitRequest&, const UnitRequest&) = default;
};

/// The results of a unit that a report does not have.
struct UnitResult {
    std::vector<model::Unit> rest;  ///< the units that are left, in the order of the search
    std::vector<model::Done> done;  ///< if there is a rest: see model::SearchResult
    std::vector<UnitExample> examples;
    std::uint64_t discarded_at_last = 0;  ///< executions that were discarded before the last execution
    bool broken_off = false;              ///< executions without an end were broken off
};

/// An execution of which a trace is wanted.
struct WantedTrace {
    ExampleKey key;
    std::string decisions;  ///< packed, in base64url

    friend bool operator==(const WantedTrace&, const WantedTrace&) = default;
};

void to_json(nlohmann::json& json, const UnitRequest& request);
void from_json(const nlohmann::json& json, UnitRequest& request);
void to_json(nlohmann::json& json, const UnitResult& result);
void from_json(const nlohmann::json& json, UnitResult& result);
void to_json(nlohmann::json& json, const WantedTrace& example);
void from_json(const nlohmann::json& json, WantedTrace& example);

}  // namespace tools
