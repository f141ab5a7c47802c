// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/problem.hpp"

#include <algorithm>

#include "lock/judge/classes.hpp"
#include "tools/protocol/policy.hpp"

namespace tools {

using namespace rqspinlock::judge;

std::string_view meaning_of(std::string_view failure_or_class) {
    for (const Word& word : failure_words) {
        if (word.name == failure_or_class) return word.meaning;
    }
    for (const Word& word : class_words) {
        if (word.name == failure_or_class) return word.meaning;
    }
    return failure_or_class == wait_trace ? "an attempt waited for longer than is allowed" : "";
}

bool is_problem(std::string_view failure_or_class) {
    return failure_or_class == name(Class::timeout_missed) ||
           failure_or_class == name(Class::deadlock_false) ||
           std::find(failure_names.begin(), failure_names.end(), failure_or_class) != failure_names.end();
}

}  // namespace tools
