// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/framework/limits.hpp"
#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/sites.hpp"

namespace scenarios {
namespace {

/// The field of a declaration that is about a kind of interrupt.
constexpr std::string_view field_of(Interrupt interrupt) {
    if (interrupt == Interrupt::nmi) return ".handlers.nmi";
    return interrupt == Interrupt::hardirq ? ".handlers.hardirq" : ".handlers.softirq";
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
    if (cpus.min < 1 || cpus.max > most_hardware_cpus) {
        return joined(".cpus is ", range, ", possible are 1 to ", std::to_string(most_hardware_cpus));
    }
    if (cpus.min > cpus.max) return joined(".cpus is ", range, ", which is no number");
    if (cpus.natural < cpus.min || cpus.natural > cpus.max) {
        return joined(".cpus is ", range, ", and the natural number ", std::to_string(cpus.natural),
                      " is not in it");
    }
    if (cpus.natural > most_cpus) {
        return joined(".cpus has the natural number ", std::to_string(cpus.natural), ", at most ",
                      std::to_string(most_cpus), " are possible");
    }
    return "";
}

/// A variable's name stands beside those of locks (A, B), flags (flag0) and the variables of CPUs (cpu0.cnt).
std::string fault_of_variables(const Scenario& scenario) {
    const std::vector<std::string_view>& names = scenario.variables;
    if (names.size() > max_variables) {
        return joined(".variables has ", std::to_string(names.size()), " names, at most ",
                      std::to_string(max_variables), " are possible");
    }
    for (auto name = names.begin(); name != names.end(); ++name) {
        const bool is_plain = !name->empty() && name->front() >= 'a' && name->front() <= 'z' &&
                              std::all_of(name->begin(), name->end(), [](char c) {
                                  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                              });
        if (!is_plain) {
            return joined(".variables has '", *name,
                          "': a name begins with a small letter and has small letters, digits and '_'");
        }
        if (name->starts_with("flag")) {
            return joined(".variables has '", *name, "': names that begin with flag are those of flags");
        }
        if (std::find(names.begin(), name, *name) != name) {
            return joined(".variables has '", *name, "' twice");
        }
    }
    if (!names.empty() && !scenario.in_step) {
        return ".variables needs .in_step: hardware runs the tasks many times, and the variables are 0 each "
               "time";
    }
    return "";
}

std::string fault_of_window(const std::vector<std::string_view>& window) {
    for (const std::string_view beginning : window) {
        const bool known =
            std::any_of(scenarios::all_sites.begin(), scenarios::all_sites.end(),
                        [&](const rqspinlock::SiteName& site) { return site.name.starts_with(beginning); });
        if (beginning.empty()) return ".window has an empty beginning: leave it out for anywhere";
        if (!known) return joined(".window has '", beginning, "', with which no site begins");
    }
    return "";
}

/// A fault if the declaration says anything about interrupts that never arrive.
std::string fault_of_no_handler(const Handler& handler) {
    if (handler.budget != Handler{}.budget) {
        return joined(".budget is ", std::to_string(handler.budget), ", and there is no .program to run");
    }
    if (handler.cpus != CpuSet::all()) return ".cpus is set, and there is no .program";
    return handler.window.empty() ? "" : ".window is set, and there is no .program";
}

std::string fault_of_handler(const Handler& handler, unsigned cpus) {
    if (!handler.exists()) return fault_of_no_handler(handler);
    if (handler.budget == 0) return ".program is set, and .budget is 0: none arrives";
    if (handler.budget > most_interrupts) {
        return joined(".budget is ", std::to_string(handler.budget), ", at most ",
                      std::to_string(most_interrupts), " are possible");
    }
    if (!any_below(handler.cpus, cpus)) {
        return joined(".cpus has none of the ", std::to_string(cpus), " CPUs");
    }
    return fault_of_window(handler.window);
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

std::string fault_of_trace_programs(const Scenario& scenario) {
    if (scenario.trace_program_count() > most_trace_programs) {
        return joined("there are ", std::to_string(scenario.trace_program_count()),
                      " programs at trace points, at most ", std::to_string(most_trace_programs),
                      " are possible");
    }
    for (unsigned number = 0; number < scenario.trace_program_count(); ++number) {
        const std::string_view field =
            number < scenario.contention_begin.size() ? ".contention_begin" : ".contention_end";
        const TraceProgram& traced = scenario.trace_program(number);
        if (traced.program == nullptr) return joined(field, " has an entry without a .program");
        if (traced.lock && traced.lock->index >= scenario.locks) {
            return joined(field, " has a .lock beyond the ", std::to_string(scenario.locks),
                          " that are declared");
        }
    }
    return "";
}

/// The name of a set in a table.
std::string_view name_of(Changes changes) {
    for (const rqspinlock::NamedChanges& revision : rqspinlock::revisions) {
        if (revision.changes == changes) return revision.name;
    }
    for (const rqspinlock::NamedChanges& kernel : rqspinlock::kernels) {
        if (kernel.changes == changes) return kernel.name;
    }
    return "a set without a name";
}

/// A fault if rows of revisions are not in the order of the history, with the rows of other sets last.
std::string fault_of_order(std::span<const ExpectedFrom> rows) {
    const auto place = [](const ExpectedFrom& row) {
        return rqspinlock::place_in_history(row.from()).value_or(rqspinlock::revisions.size());
    };
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (place(rows[i]) >= place(rows[i - 1])) continue;
        return joined(".expected has ", name_of(rows[i].from()), " behind ", name_of(rows[i - 1].from()),
                      ": rows stand in the order of the history, and other sets behind it");
    }
    return "";
}

std::string fault_of_expectation(const Expectation& expectation, Changes changes, unsigned cpus) {
    if (expectation.classes.may_come == Classes() && !expectation.failure) {
        return joined(".expected leaves no class on ", name_of(changes), " with ", std::to_string(cpus),
                      " CPUs: nothing can be as expected");
    }
    if (!expectation.failure || !expectation.failure->finding) return "";
    const Finding& finding = *expectation.failure->finding;
    if (finding.is_in(changes)) return "";
    return joined(".expected shows ", finding.name, " on ", name_of(changes), ", and it is in what has ",
                  finding.since ? name(*finding.since) : "any changes", " and not ", name(finding.repaired));
}

/// The sets for which a scenario has expectations: the revisions, and the sets of its own rows.
std::vector<Changes> sets_of(std::span<const ExpectedFrom> rows) {
    std::vector<Changes> sets;
    for (const rqspinlock::NamedChanges& revision : rqspinlock::revisions) sets.push_back(revision.changes);
    for (const ExpectedFrom& row : rows) {
        if (!rqspinlock::place_in_history(row.from())) sets.push_back(row.from());
    }
    return sets;
}

std::string fault_of_expectations(const Scenario& scenario) {
    const std::span<const ExpectedFrom> rows = scenario.expected.rows();
    if (rows.empty()) return ".expected is left out: it says what each revision is to show";
    if (std::string fault = fault_of_order(rows); !fault.empty()) return fault;
    std::set<const ExpectedFrom*> valid;
    for (const Changes changes : sets_of(rows)) {
        for (unsigned cpus = scenario.cpus.min; cpus <= scenario.cpus.max; ++cpus) {
            const ExpectedFrom* row = scenario.expected.row(changes, cpus);
            if (row == nullptr) continue;
            valid.insert(row);
            if (!row->expectation()) continue;
            std::string fault = fault_of_expectation(*row->expectation(), changes, cpus);
            if (!fault.empty()) return fault;
        }
    }
    for (const ExpectedFrom& row : rows) {
        if (!valid.contains(&row)) {
            return joined(".expected has a row from ", name_of(row.from()),
                          " that is never valid: a later one is for its revisions and CPUs, or there are no "
                          "such numbers of CPUs");
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
    for (const Interrupt interrupt : interrupts) {
        const std::string fault = fault_of_handler(scenario.handlers[interrupt], scenario.cpus.natural);
        if (!fault.empty()) return joined(field_of(interrupt), fault);
    }
    if (std::string fault = fault_of_variables(scenario); !fault.empty()) return fault;
    if (std::string fault = fault_of_trace_programs(scenario); !fault.empty()) return fault;
    if (std::string fault = fault_of_slow(scenario); !fault.empty()) return fault;
    return fault_of_expectations(scenario);
}

}  // namespace

std::string fault_of(const Scenario& scenario) {
    const std::string fault = fault_in(scenario);
    return fault.empty() ? "" : joined("scenario '", scenario.name, "': ", fault);
}

}  // namespace scenarios
