// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/request.hpp"

namespace tools {

std::string_view kernel_form(const Setup& setup) {
    if (setup.lock == rqspinlock::Form::test_and_set) return "test-and-set";
    return name(setup.arch);
}

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
