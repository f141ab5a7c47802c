// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/request.hpp"

namespace tools {

InterruptSetups declared_interrupts(const scenarios::Scenario& scenario) {
    InterruptSetups setups;
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        const scenarios::Handler& handler = scenario.handlers[kind];
        setups[kind] = {handler.arrivals(), {handler.window.begin(), handler.window.end()}};
    }
    return setups;
}

}  // namespace tools
