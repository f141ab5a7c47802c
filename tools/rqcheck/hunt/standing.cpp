// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/standing.hpp"

namespace tools {

bool fails(const Symptom& symptom, const Policy& policy) {
    return is_failure(symptom.trace) || symptom.trace.what == wait_trace ||
           policy.fails_on(symptom.trace.what);
}

}  // namespace tools
