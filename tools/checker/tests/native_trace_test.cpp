// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <sstream>

#include "golden_trace.hpp"
#include "run.hpp"
#include "tools/trace/trace_text.hpp"

namespace tools {
namespace {

/// The trace without its token. The token contains a hash of the sources, and these tests are not about it.
std::string without_token(std::string text) {
    const std::size_t token = text.find("rq2.");
    REQUIRE(token != std::string::npos);
    return text.replace(token, text.find('\n', token) - token, "TOKEN");
}

void check_readable(const std::string& text, std::size_t most_lines) {
    std::istringstream lines(text);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        INFO(line);
        CHECK((line.size() <= trace_width || line.starts_with("rqcheck replay ")));
    }
    CHECK(count <= most_lines);
}

/// Compares the text, as a mail would show it, with the golden file `NAME.native.txt`.
void check_text(const std::string& name, const std::string& text, std::size_t most_lines = 60) {
    check_readable(text, most_lines);
    check_golden(name + ".native", without_token(text));
}

// Findings that Relacy's schedulers do not reach in a short time.
TEST_CASE("traces of a pending bit that was taken back", "[trace]") {
    Request request = request_for("nmi-pending-undo", "aa-before-queue");
    request.setup.interrupts.set_windows({"unlock.entry"});
    check_text("nmi-pending-undo.aa-before-queue.stuck", trace_of(run(request), "stuck"));
}

TEST_CASE("a missed timeout, as a mail has it", "[trace]") {
    check_text("nmi-lock-entry.queue-kept.timeout_missed",
               trace_of(run(request_for("nmi-lock-entry", "queue-kept", 1)), "timeout_missed"));
}

TEST_CASE("a stuck run, as a mail has it", "[trace]") {
    check_text("nmi-queue-interrupt.initial.stuck",
               trace_of(run(request_for("nmi-queue-interrupt", "initial", 3)), "stuck"));
}

TEST_CASE("a data race of a broken lock, as a mail has it", "[trace]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.setup.weaken = {"unlock.release"};
    check_text("mutual-exclusion.aa-before-queue.race", trace_of(run(request), "race"));
}

TEST_CASE("a stale read, as a mail has it", "[trace]") {
    check_text("abba-stale-entry.initial.deadlock_false",
               trace_of(run(request_for("abba-stale-entry", "initial")), "deadlock_false"), 105);
}

}  // namespace
}  // namespace tools
