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
            .cpus = {1, 3, 2},
            .task = nothing,
            .nmi = nothing,
            .nmis = 1,
            .nmi_cpus = CpuSet::of({1}),
            .window = {"unlock.", "queue.link"},
            .expected = [](Revision, unsigned) { return std::optional<Expectation>(Expectation{}); }};
}

std::string fault_after(const std::function<void(Scenario&)>& change) {
    Scenario scenario = good();
    change(scenario);
    return fault_of(scenario);
}

}  // namespace

TEST_CASE("a declaration without a fault", "[declaration]") {
    CHECK(fault_of(good()).empty());
    CHECK(fault_after([](Scenario& s) {
              s.nmi = nullptr;
              s.nmis = 0;
              s.nmi_cpus = CpuSet::all();
              s.window.clear();
          }).empty());
    CHECK(fault_after([](Scenario& s) {
              s.expected = [](Revision, unsigned) { return std::optional<Expectation>(); };
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
        {".locks is 0, possible are 1 to 40", [](Scenario& s) { s.locks = 0; }},
        {".locks is 41", [](Scenario& s) { s.locks = 41; }},
        {".nmis is 1, and there is no .nmi for them to run", [](Scenario& s) { s.nmi = nullptr; }},
        {".nmi is set, and .nmis is 0: none arrives", [](Scenario& s) { s.nmis = 0; }},
        {".nmis is 9, at most 8", [](Scenario& s) { s.nmis = 9; }},
        {".nmi_cpus has none of the 2 CPUs", [](Scenario& s) { s.nmi_cpus = CpuSet::of({2}); }},
        {".hardirqs is 2, and there is no .hardirq", [](Scenario& s) { s.hardirqs = 2; }},
        {".softirq is set, and .softirqs is 0", [](Scenario& s) { s.softirq = nothing; }},
        {".softirq_cpus is set, and there is no .softirq",
         [](Scenario& s) { s.softirq_cpus = CpuSet::of({0}); }},
        {".hardirq_window is set, and there is no .hardirq",
         [](Scenario& s) { s.hardirq_window = {"unlock."}; }},
        {".window has 'unlok.', with which no site begins", [](Scenario& s) { s.window = {"unlok."}; }},
        {".nmi_window has an empty beginning", [](Scenario& s) { s.nmi_window = {""}; }},
        {".window is set, and there is no handler",
         [](Scenario& s) {
             s.nmi = nullptr;
             s.nmis = 0;
             s.nmi_cpus = CpuSet::all();
         }},
        {".slow is 9, at most 8", [](Scenario& s) { s.slow = 9; }},
        {".slow_cpus is set, and .slow is 0", [](Scenario& s) { s.slow_cpus = CpuSet::of({0}); }},
        {".slow_cpus has none of the CPUs",
         [](Scenario& s) {
             s.slow = 1;
             s.slow_cpus = CpuSet::of({2});
         }},
        {".expected is left out", [](Scenario& s) { s.expected = nullptr; }},
        {".expected leaves no class on queue-kept with 1 CPUs",
         [](Scenario& s) {
             s.expected = [](Revision revision, unsigned) {
                 Expectation expectation;
                 if (revision == Revision::queue_kept) expectation.classes = {};
                 return std::optional(expectation);
             };
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
