// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "run.hpp"

// Traces are read by people: they are kept word for word. RQCHECK_UPDATE_GOLDEN=1 takes over a change.

namespace tools {
namespace {

std::string file_text(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void check_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(GOLDEN_DIRECTORY) + "/" + name + ".txt";
    REQUIRE_FALSE(text.empty());
    if (std::getenv("RQCHECK_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
    CHECK(file_text(path) == text);
}

TEST_CASE("traces of the windows", "[trace]") {
    check_golden("nmi-lock-entry.queue-kept.timeout_missed",
                 trace_of(run(request_for("nmi-lock-entry", "queue-kept", 1)), "timeout_missed"));
    check_golden("nmi-unlock-order.queue-kept.timeout_missed",
                 trace_of(run(request_for("nmi-unlock-order", "queue-kept", 1)), "timeout_missed"));
    check_golden("nmi-aa-latency.nmi-queue.stuck",
                 trace_of(run(request_for("nmi-aa-latency", "nmi-queue", 2)), "stuck"));
    Request bounded = request_for("nmi-queue-interrupt", "initial", 3);
    bounded.bounds.executions = 40'000;
    check_golden("nmi-queue-interrupt.initial.stuck", trace_of(run(bounded), "stuck"));
    Request third = request_for("abba-third", "aa-before-queue", 3);
    third.scheduler = "random";
    third.bounds.executions = 5'000;
    check_golden("abba-third.aa-before-queue.stuck", trace_of(run(third), "stuck"));
    Request x86 = request_for("mutual-exclusion", "aa-before-queue", 2);
    x86.arch = "x86";
    check_golden("mutual-exclusion.x86.race", trace_of(run(x86), "race"));
}

}  // namespace
}  // namespace tools
