// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hunt/standing.hpp"

#include "lock/judge/classes.hpp"

namespace tools {

bool is_accepted(const Symptom& symptom, rqspinlock::Revision revision) {
    using rqspinlock::judge::Class;
    const std::string& what = symptom.trace.what;
    if (what == name(Class::deadlock_false)) return revision >= rqspinlock::Revision::entry_first;
    return what == name(Class::sent_away) || what == name(Class::busy) || what == name(Class::timeout_needed);
}

}  // namespace tools
