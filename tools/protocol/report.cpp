// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/report.hpp"

#include <algorithm>

namespace tools {

bool is_failure(const Trace& trace) {
    const auto& names = rqspinlock::judge::failure_names;
    return std::find(names.begin(), names.end(), trace.what) != names.end();
}

}  // namespace tools
