// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/report/verdict.hpp"

namespace tools {

std::optional<rqspinlock::judge::FailureKind> worst_failure(const Report& report) {
    for (unsigned kind = 0; kind < rqspinlock::judge::failure_count; ++kind) {
        if (report.failures[kind] != 0) return static_cast<rqspinlock::judge::FailureKind>(kind);
    }
    return std::nullopt;
}

Verdict verdict(const Report& report) {
    if (worst_failure(report)) return Verdict::fail;
    return report.exhausted ? Verdict::pass : Verdict::bounded;
}

}  // namespace tools
