// SPDX-License-Identifier: GPL-2.0-or-later
#include <functional>

#include <rqcheck_catch.hpp>
#include "scenarios/framework/scenario.hpp"

using namespace scenarios;

namespace {

void nothing(Cpu& /*cpu*/) {}

Scenario good() {
    return {.name = "good-1",
            .claim = "a claim",
            .source = "a source",
            .cpus = {.min = 1, .max = 3, .natural = 2},
            .task = nothing,
            .handlers = {.nmi = {.program = nothing, .cpus = {1}, .window = {"unlock.", "queue.link"}}},
            .expected = {{initial, {acquired}},
                         {queue_kept, {acquired}, 1_ms, sole_head},
                         {queue_kept, with_cpus(2, 3), {acquired}, 2_ms},
                         {tail_reset, nothing_claimed}}};
}

std::string fault_after(const std::function<void(Scenario&)>& change) {
    Scenario scenario = good();
    change(scenario);
    return fault_of(scenario);
}

}  // namespace

TEST_CASE("a declaration without a fault", "[declaration]") {
    CHECK(fault_of(good()).empty());
    CHECK(fault_after([](Scenario& s) { s.handlers = {}; }).empty());
    CHECK(fault_after([](Scenario& s) { s.expected = nothing_claimed; }).empty());
    CHECK(fault_after([](Scenario& s) { s.contention_end = nullptr; }).empty());
    CHECK(fault_after([](Scenario& s) {
              s.contention_begin = nothing;
              s.contention_end = {{.program = nothing, .guard = TraceGuard::program, .lock = A},
                                  {.program = nothing}};
          }).empty());
}

TEST_CASE("what a declaration cannot mean is a line that names the scenario and the field", "[declaration]") {
    using Change = std::function<void(Scenario&)>;
    const std::pair<const char*, Change> faults[] = {
        {".name is empty", [](Scenario& s) { s.name = ""; }},
        {".name has more than small letters", [](Scenario& s) { s.name = "a b"; }},
        {".name is what small programs are called", [](Scenario& s) { s.name = "program"; }},
        {".claim is empty", [](Scenario& s) { s.claim = ""; }},
        {".source is empty", [](Scenario& s) { s.source = ""; }},
        {".task is left out", [](Scenario& s) { s.task = nullptr; }},
        {".cpus is 0 to 3, possible are 1 to 64", [](Scenario& s) { s.cpus.min = 0; }},
        {".cpus is 1 to 65, possible are 1 to 64", [](Scenario& s) { s.cpus.max = 65; }},
        {".cpus has the natural number 9, at most 8 are possible",
         [](Scenario& s) { s.cpus.max = s.cpus.natural = 9; }},
        {".cpus is 3 to 2, which is no number",
         [](Scenario& s) {
             s.cpus = {3, 2, 2};
         }},
        {".cpus is 1 to 3, and the natural number 4 is not in it", [](Scenario& s) { s.cpus.natural = 4; }},
        {".contention_begin has an entry without a .program",
         [](Scenario& s) { s.contention_begin = {{.program = nullptr}}; }},
        {".contention_end has a .lock beyond the 1 that are declared",
         [](Scenario& s) {
             s.contention_end = {{.program = nothing}, {.program = nothing, .lock = B}};
         }},
        {"there are 9 programs at trace points, at most 8 are possible",
         [](Scenario& s) {
             s.contention_begin = nothing;
             for (int i = 0; i < 8; ++i) s.contention_end.add({.program = nothing});
         }},
        {".locks is 0, possible are 1 to 40", [](Scenario& s) { s.locks = 0; }},
        {".locks is 41", [](Scenario& s) { s.locks = 41; }},
        {".handlers.nmi.program is set, and .budget is 0: none arrives",
         [](Scenario& s) { s.handlers.nmi.budget = 0; }},
        {".handlers.nmi.budget is 9, at most 8", [](Scenario& s) { s.handlers.nmi.budget = 9; }},
        {".handlers.nmi.cpus has none of the 2 CPUs", [](Scenario& s) { s.handlers.nmi.cpus = {2}; }},
        {".handlers.nmi.window has 'unlok.', with which no site begins",
         [](Scenario& s) { s.handlers.nmi.window = {"unlok."}; }},
        {".handlers.softirq.window has an empty beginning",
         [](Scenario& s) { s.handlers.softirq = {.program = nothing, .window = {""}}; }},
        {".handlers.hardirq.budget is 2, and there is no .program",
         [](Scenario& s) { s.handlers.hardirq.budget = 2; }},
        {".handlers.softirq.cpus is set, and there is no .program",
         [](Scenario& s) { s.handlers.softirq.cpus = {0}; }},
        {".handlers.hardirq.window is set, and there is no .program",
         [](Scenario& s) { s.handlers.hardirq.window = {"unlock."}; }},
        {".variables has 17 names, at most 16 are possible", [](Scenario& s) { s.variables.resize(17); }},
        {".variables has 'Count': a name begins with a small letter",
         [](Scenario& s) { s.variables = {"Count"}; }},
        {".variables has '': a name begins", [](Scenario& s) { s.variables = {""}; }},
        {".variables has 'flag_up': names that begin with flag",
         [](Scenario& s) { s.variables = {"flag_up"}; }},
        {".variables has 'x' twice",
         [](Scenario& s) {
             s.variables = {"x", "y", "x"};
         }},
        {".variables needs .in_step",
         [](Scenario& s) {
             s.variables = {"x"};
             s.in_step = false;
         }},
        {".slow is 9, at most 8", [](Scenario& s) { s.slow = 9; }},
        {".slow_cpus is set, and .slow is 0", [](Scenario& s) { s.slow_cpus = {0}; }},
        {".slow_cpus has none of the CPUs",
         [](Scenario& s) {
             s.slow = 1;
             s.slow_cpus = {2};
         }},
        {".expected is left out", [](Scenario& s) { s.expected = {}; }},
        {".expected leaves no class on queue-kept with 1 CPUs",
         [](Scenario& s) {
             s.expected = {{initial, {acquired}}, {queue_kept, Classes{}}, {entry_first, {acquired}}};
         }},
        {".expected has queue-kept behind entry-first: rows stand in the order of the history",
         [](Scenario& s) {
             s.expected = {{initial, {acquired}}, {entry_first, {acquired}}, {queue_kept, {acquired}}};
         }},
        {".expected shows F2 on nmi-trylock, and it is in what has queue-kept and not tail-reset",
         [](Scenario& s) {
             s.expected = {{initial, {acquired}}, {nmi_trylock, {acquired}, 0_ms, sole_head}};
         }},
        {".expected shows F2 on tail-reset, and it is in what has queue-kept and not tail-reset",
         [](Scenario& s) {
             s.expected = {{initial, {acquired}}, {aa_first, with_cpus(3), {acquired}, 0_ms, sole_head}};
         }},
        {".expected has a row from aa-first that is never valid",
         [](Scenario& s) {
             s.expected = {{aa_first, with_cpus(2), {acquired}}, {aa_first, {acquired, busy}}};
         }},
        {".expected has a row from aa-first that is never valid",
         [](Scenario& s) {
             s.expected = {{initial, {acquired}}, {aa_first, with_cpus(4), {acquired, busy}}};
         }},
    };
    for (const auto& [text, change] : faults) {
        const std::string fault = fault_after(change);
        INFO(text);
        CHECK(fault.starts_with("scenario '"));
        CHECK(fault.find(text) != std::string::npos);
        CHECK(fault.find('\n') == std::string::npos);
    }
}

TEST_CASE("names are those of the files, and each is there once", "[declaration]") {
    CHECK(first_fault().empty());
    const Registration other_folder(good(), "/somewhere/tests/samples.cpp");
    CHECK(first_fault().empty());
    const Registration twice(good(), "scenarios/good-1.cpp");
    CHECK(first_fault() == "scenario 'good-1': the name is there twice");
    const Registration misnamed(good(), "/x/scenarios/bad.cpp");
    CHECK(first_fault() ==
          "scenario 'good-1': its file is /x/scenarios/bad.cpp, so its name has to be 'bad'");
}

TEST_CASE("a row is valid until the next one for the same number of CPUs", "[declaration]") {
    const Expectations expected = good().expected;
    CHECK(expected.on(initial, 2)->worst_wait == 0);
    CHECK(expected.on(nmi_trylock, 2)->worst_wait == 0);
    CHECK(expected.on(queue_kept, 1)->worst_wait == 1_ms);
    CHECK(expected.on(queue_kept, 1)->finding() == "F2");
    CHECK(expected.on(queue_kept, 3)->worst_wait == 2_ms);
    CHECK(expected.on(queue_kept, 3)->finding().empty());
    CHECK(expected.on(aa_before_queue, 1)->failures() == Failures(FailureKind::stuck));
    CHECK_FALSE(expected.on(tail_reset, 1));
    CHECK_FALSE(expected.on(fix_x86_acquire, 3));
    CHECK_FALSE(Expectations{{aa_first, {acquired}}}.on(entry_first, 1));
}

TEST_CASE("a row of a set that is no revision is valid for it, until a repair ends its finding",
          "[declaration]") {
    const Changes repaired = v6_18_y.with(Change::fix_undone_pending);
    const Expectations expected{{initial, {acquired}},
                                {v6_18_y, {acquired, busy}, 500_ms, undone_pending},
                                {v6_18_y, with_cpus(3), {acquired}, 1_ms}};
    CHECK(expected.on(v6_18_y, 1)->worst_wait == 500_ms);
    CHECK(expected.on(v6_18_y, 3)->worst_wait == 1_ms);
    CHECK(expected.on(v6_18_y.with(Change::fix_x86_acquire), 1)->worst_wait == 500_ms);
    CHECK_FALSE(expected.on(repaired, 1));
    CHECK(expected.on(repaired, 3)->worst_wait == 1_ms);
    CHECK_FALSE(expected.on(entry_first.without(Change::queue_kept), 1));
    CHECK(expected.on(tail_reset, 1)->worst_wait == 0);
}
