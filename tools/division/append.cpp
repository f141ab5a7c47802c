// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/division/append.hpp"

#include <algorithm>

namespace tools {
namespace {

void append_examples(std::vector<UnitExample>& whole, const std::vector<UnitExample>& next) {
    for (const UnitExample& example : next) {
        const auto same =
            std::lower_bound(whole.begin(), whole.end(), example.key,
                             [](const UnitExample& one, const ExampleKey& key) { return one.key < key; });
        if (same == whole.end() || same->key != example.key) {
            whole.insert(same, example);
        } else {
            same->append(example);
        }
    }
}

/// A gap of the whole is a gap of each unit: an engine may say that nothing in its unit reached something.
void keep_common(std::vector<std::string>& gaps, const std::vector<std::string>& others) {
    std::erase_if(gaps, [&](const std::string& gap) {
        return std::find(others.begin(), others.end(), gap) == others.end();
    });
}

}  // namespace

void append(Report& whole, const Report& next) {
    UnitResult& unit = *whole.unit;
    if (next.executions != 0) unit.discarded_at_last = whole.discarded + next.unit->discarded_at_last;
    unit.broken_off = unit.broken_off || next.unit->broken_off;
    append_examples(unit.examples, next.unit->examples);
    keep_common(whole.gaps, next.gaps);
    whole.executions += next.executions;
    whole.complete += next.complete;
    whole.discarded += next.discarded;
    whole.seconds += next.seconds;
    for (std::size_t i = 0; i < whole.classes.size(); ++i) whole.classes[i] += next.classes[i];
    for (std::size_t i = 0; i < whole.failures.size(); ++i) whole.failures[i] += next.failures[i];
    whole.worst_wait = std::max(whole.worst_wait, next.worst_wait);
    if (whole.coverage && next.coverage) whole.coverage->add(*next.coverage);
    if (whole.plain_races && next.plain_races) {
        for (const auto& [race, count] : *next.plain_races) (*whole.plain_races)[race] += count;
    }
    if (whole.reached && next.reached) whole.reached->add(*next.reached);
    for (const auto& [outcome, count] : next.outcomes) whole.outcomes[outcome] += count;
}

}  // namespace tools
