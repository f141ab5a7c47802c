// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/verdict.hpp"

#include <fmt/format.h>

#include "tools/support/whole_ms.hpp"

namespace tools {

std::optional<rqspinlock::judge::FailureKind> worst_failure(const Report& report) {
    for (unsigned kind = 0; kind < rqspinlock::judge::failure_count; ++kind) {
        if (report.failures[kind] != 0) return static_cast<rqspinlock::judge::FailureKind>(kind);
    }
    return std::nullopt;
}

std::vector<Breach> breaches(const Report& report) {
    using namespace rqspinlock::judge;
    const Policy& policy = report.request.policy;
    std::vector<Breach> all;
    for (unsigned i = 0; i < class_count; ++i) {
        const std::string_view what = class_names[i];
        const std::uint64_t attempts = report.classes[i];
        if (attempts == 0 || !policy.fails_on(what)) continue;
        all.push_back({std::string(what), fmt::format("class {} ({} attempt{}) fails the verdict", what,
                                                      attempts, attempts == 1 ? "" : "s")});
    }
    if (!policy.allows_wait(report.worst_wait)) {
        all.push_back({"wait", fmt::format("worst wait {}ms, at most {}ms is allowed",
                                           whole_ms(report.worst_wait), whole_ms(*policy.max_wait))});
    }
    return all;
}

bool fails_verdict(const Report& report, const Trace& trace) {
    return is_failure(trace) || report.request.policy.fails_on(trace.what) || trace.what == wait_trace;
}

Verdict verdict(const Report& report) {
    if (worst_failure(report) || !breaches(report).empty()) return Verdict::fail;
    return report.exhausted ? Verdict::pass : Verdict::bounded;
}

}  // namespace tools
