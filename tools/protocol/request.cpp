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

rqspinlock::Options lock_options(const Setup& setup) {
    rqspinlock::Options options;
    options.changes = setup.revision.changes;
    options.arch = setup.arch;
    options.set(setup.lock);
    return options;
}

}  // namespace tools
