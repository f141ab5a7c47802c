// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <fstream>

#include "model/plain_races.hpp"
#include "model/tests/compiled/compiled_program.hpp"

// Races of plain accesses of compiled code.

namespace model::tests {
namespace {

/// The lines of races, over all executions.
std::set<std::pair<unsigned, unsigned>> races_of(const char* task, const char* handler = nullptr) {
    Setup setup{.cpus = 2};
    if (handler != nullptr) setup.configuration.nmi_budget[0] = 1;
    std::set<std::pair<unsigned, unsigned>> lines;
    const Outcomes outcomes = explore_compiled(setup, task, handler, [&](const Execution& execution) {
        for (const Race& race : plain_races(execution)) {
            lines.insert({execution.cpu[race.first.cpu].events[race.first.index].line,
                          execution.cpu[race.second.cpu].events[race.second.index].line});
        }
    });
    CHECK(outcomes.races == 0);
    return lines;
}

unsigned line_of(const std::string& text) {
    std::ifstream file(RQCHECK_SOURCES "/races.c");
    unsigned number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.find(text) != std::string::npos) return number;
    }
    return 0;
}

TEST_CASE("a plain payload races if its flag does not pass it on, and both lines are named", "[compiled]") {
    load_compiled(RQCHECK_PROGRAMS "/races-O1.so");
    CHECK(races_of("released").empty());
    CHECK(races_of("not_released") ==
          std::set<std::pair<unsigned, unsigned>>{{line_of("payload written"), line_of("payload read")}});
}

TEST_CASE("a race needs a write, a plain access, common bytes, and two CPUs", "[compiled]") {
    load_compiled(RQCHECK_PROGRAMS "/races-O1.so");
    CHECK(races_of("half_marked").size() == 1);
    CHECK(races_of("both_marked").empty());
    CHECK(races_of("both_read").empty());
    CHECK(races_of("other_bytes").empty());
    CHECK(races_of("same_byte").size() == 1);
    CHECK(races_of("alone", "interrupt").empty());
}

}  // namespace
}  // namespace model::tests
