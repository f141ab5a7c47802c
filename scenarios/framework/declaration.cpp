// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <string>
#include <string_view>

#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/sites.hpp"

namespace scenarios {
namespace {

constexpr unsigned most_cpus = 64;         // of real hardware
constexpr unsigned most_natural_cpus = 8;  // an engine has no more
constexpr unsigned most_interrupts = 8;
constexpr unsigned most_slow_waits = 8;

/// How a declaration names what belongs to a kind of interrupt.
struct Fields {
    std::string_view program;
    std::string_view budget;
    std::string_view cpus;
    std::string_view window;
};

constexpr Fields fields_of(Interrupt interrupt) {
    if (interrupt == Interrupt::nmi) return {".nmi", ".nmis", ".nmi_cpus", ".nmi_window"};
    if (interrupt == Interrupt::hardirq) {
        return {".hardirq", ".hardirqs", ".hardirq_cpus", ".hardirq_window"};
    }
    return {".softirq", ".softirqs", ".softirq_cpus", ".softirq_window"};
}

const std::vector<std::string_view>& own_window(const Scenario& scenario, Interrupt interrupt) {
    if (interrupt == Interrupt::nmi) return scenario.nmi_window;
    return interrupt == Interrupt::hardirq ? scenario.hardirq_window : scenario.softirq_window;
}

template <class... Parts>
std::string joined(const Parts&... parts) {
    std::string text;
    (text.append(parts), ...);
    return text;
}

bool any_below(CpuSet set, unsigned cpus) {
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        if (set.contains(cpu)) return true;
    }
    return false;
}

std::string fault_of_name(std::string_view name) {
    if (name.empty()) return ".name is empty";
    if (name == "program") return ".name is what small programs are called: choose another one";
    const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    return is_plain ? "" : ".name has more than small letters, digits and '-' in it";
}

std::string fault_of_cpus(const CpuRange& cpus) {
    const std::string range = joined(std::to_string(cpus.min), " to ", std::to_string(cpus.max));
    if (cpus.min < 1 || cpus.max > most_cpus) {
        return joined(".cpus is ", range, ", possible are 1 to ", std::to_string(most_cpus));
    }
    if (cpus.min > cpus.max) return joined(".cpus is ", range, ", which is no number");
    if (cpus.natural < cpus.min || cpus.natural > cpus.max) {
        return joined(".cpus is ", range, ", and the natural number ", std::to_string(cpus.natural),
                      " is not in it");
    }
    if (cpus.natural > most_natural_cpus) {
        return joined(".cpus has the natural number ", std::to_string(cpus.natural), ", at most ",
                      std::to_string(most_natural_cpus), " are possible");
    }
    return "";
}

std::string fault_of_window(std::string_view field, const std::vector<std::string_view>& window) {
    for (const std::string_view beginning : window) {
        const bool known =
            std::any_of(scenarios::all_sites.begin(), scenarios::all_sites.end(),
                        [&](const rqspinlock::SiteName& site) { return site.name.starts_with(beginning); });
        if (beginning.empty()) return joined(field, " has an empty beginning: leave it out for anywhere");
        if (!known) return joined(field, " has '", beginning, "', with which no site begins");
    }
    return "";
}

std::string fault_of_interrupts(const Scenario& scenario, Interrupt interrupt) {
    const Handler handler = scenario.handler(interrupt);
    const Fields fields = fields_of(interrupt);
    const std::vector<std::string_view>& window = own_window(scenario, interrupt);
    if (handler.program == nullptr) {
        if (handler.budget != 0) {
            return joined(fields.budget, " is ", std::to_string(handler.budget), ", and there is no ",
                          fields.program, " for them to run");
        }
        if (handler.cpus != CpuSet::all())
            return joined(fields.cpus, " is set, and there is no ", fields.program);
        return window.empty() ? "" : joined(fields.window, " is set, and there is no ", fields.program);
    }
    if (handler.budget == 0)
        return joined(fields.program, " is set, and ", fields.budget, " is 0: none arrives");
    if (handler.budget > most_interrupts) {
        return joined(fields.budget, " is ", std::to_string(handler.budget), ", at most ",
                      std::to_string(most_interrupts), " are possible");
    }
    if (!any_below(handler.cpus, scenario.cpus.natural)) {
        return joined(fields.cpus, " has none of the ", std::to_string(scenario.cpus.natural), " CPUs");
    }
    return fault_of_window(fields.window, window);
}

std::string fault_of_slow(const Scenario& scenario) {
    if (scenario.slow > most_slow_waits) {
        return joined(".slow is ", std::to_string(scenario.slow), ", at most ",
                      std::to_string(most_slow_waits), " are possible");
    }
    if (scenario.slow == 0) {
        return scenario.slow_cpus == CpuSet::all() ? "" : ".slow_cpus is set, and .slow is 0";
    }
    return any_below(scenario.slow_cpus, scenario.cpus.natural) ? "" : ".slow_cpus has none of the CPUs";
}

std::string fault_of_expectation(const Scenario& scenario) {
    if (scenario.expected == nullptr) return ".expected is left out: it says what each revision is to show";
    for (const rqspinlock::RevisionName& entry : rqspinlock::revision_names) {
        for (unsigned cpus = scenario.cpus.min; cpus <= scenario.cpus.max; ++cpus) {
            const std::optional<Expectation> expectation = scenario.expected(entry.revision, cpus);
            if (!expectation) continue;
            const std::string where = joined(" on ", entry.name, " with ", std::to_string(cpus), " CPUs");
            if (expectation->classes.empty() && expectation->failures.empty()) {
                return joined(".expected leaves no class", where, ": nothing can be as expected");
            }
        }
    }
    return "";
}

std::string fault_in(const Scenario& scenario) {
    if (std::string fault = fault_of_name(scenario.name); !fault.empty()) return fault;
    if (scenario.claim.empty()) return ".claim is empty";
    if (scenario.source.empty()) return ".source is empty";
    if (scenario.task == nullptr) return ".task is left out";
    if (std::string fault = fault_of_cpus(scenario.cpus); !fault.empty()) return fault;
    if (scenario.locks < 1 || scenario.locks > max_locks) {
        return joined(".locks is ", std::to_string(scenario.locks), ", possible are 1 to ",
                      std::to_string(max_locks));
    }
    bool any_handler = false;
    for (const Interrupt interrupt : interrupts) {
        if (std::string fault = fault_of_interrupts(scenario, interrupt); !fault.empty()) return fault;
        any_handler = any_handler || scenario.handler(interrupt).program != nullptr;
    }
    if (!any_handler && !scenario.window.empty()) return ".window is set, and there is no handler";
    if (std::string fault = fault_of_window(".window", scenario.window); !fault.empty()) return fault;
    if (std::string fault = fault_of_slow(scenario); !fault.empty()) return fault;
    return fault_of_expectation(scenario);
}

}  // namespace

std::string fault_of(const Scenario& scenario) {
    const std::string fault = fault_in(scenario);
    return fault.empty() ? "" : joined("scenario '", scenario.name, "': ", fault);
}

}  // namespace scenarios
