// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/scenario_run.hpp"

namespace tools::hardware {

std::vector<rqspinlock::hardware::Region> ScenarioRun::missed() const {
    std::vector<rqspinlock::hardware::Region> missed;
    if (report.stopped || !scenario->handlers.nmi.exists()) return missed;
    const Totals& totals = report.totals;
    for (const auto region : landing) {
        if (totals.asynchronous.in(region) + totals.aimed.in(region) == 0) missed.push_back(region);
    }
    return missed;
}

}  // namespace tools::hardware
