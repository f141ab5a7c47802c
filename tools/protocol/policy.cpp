// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/policy.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "tools/support/whole_ms.hpp"

namespace tools {

using rqspinlock::judge::Class;
using rqspinlock::judge::class_names;
using rqspinlock::judge::Classes;

bool Policy::fails_on(std::string_view class_name) const {
    const auto* const found = std::find(class_names.begin(), class_names.end(), class_name);
    return found != class_names.end() && fail_on.contains(static_cast<Class>(found - class_names.begin()));
}

bool Policy::allows_wait(std::uint64_t nanoseconds) const {
    return !max_wait || whole_ms(nanoseconds) <= whole_ms(*max_wait);
}

Policy policy_for_programs(rqspinlock::Changes changes) {
    Policy policy;
    policy.fail_on.insert(Class::timeout_missed);
    if (!changes.has(rqspinlock::Change::entry_first)) policy.fail_on.insert(Class::deadlock_false);
    return policy;
}

std::vector<std::string> names(Classes classes) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < class_names.size(); ++i) {
        if (classes.contains(static_cast<Class>(i))) all.emplace_back(class_names[i]);
    }
    return all;
}

std::string text(const Policy& policy) {
    std::string text = fmt::format("{}", fmt::join(names(policy.fail_on), ", "));
    if (policy.max_wait) {
        text += fmt::format("{}waits above {}ms", text.empty() ? "" : "; ", whole_ms(*policy.max_wait));
    }
    return text.empty() ? "nothing" : text;
}

}  // namespace tools
