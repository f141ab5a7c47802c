// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A wait whose poll time passes while an NMI runs above it.

#include "model/tests/native/native_program.hpp"

namespace model::tests {

/// A wait until 5 ms, below an NMI of 6 ms. The other CPU makes the clock jump at 1 ms and stores at 7 ms.
inline void wait_below_nmi(unsigned cpu) {
    if (cpu == 1) {
        hold(1 * ms);
        hold(6 * ms);
        return store(variable(0), 1, std::memory_order_relaxed);
    }
    report(await_not_zero(variable(0), std::memory_order_relaxed, 5 * ms, 10 * ms));
    report_time();
}

inline Setup setup_of_wait_below_nmi() {
    Setup setup{2, wait_below_nmi, [](unsigned) { hold(6 * ms); }};
    setup.configuration.nmi_budget[0] = 1;
    return setup;
}

}  // namespace model::tests
