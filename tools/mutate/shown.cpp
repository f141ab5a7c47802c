// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/shown.hpp"

#include "tools/support/whole_ms.hpp"

namespace tools::mutate {

namespace judge = rqspinlock::judge;

Shown shown_by(const Report& report) {
    Shown shown;
    for (unsigned kind = 0; kind < judge::failure_count; ++kind) {
        if (report.failures[kind] != 0) shown.failures.insert(static_cast<judge::FailureKind>(kind));
    }
    for (unsigned value = 0; value < judge::class_count; ++value) {
        if (report.classes[value] != 0) shown.classes.insert(static_cast<judge::Class>(value));
    }
    shown.worst_wait = whole_ms(report.worst_wait);
    shown.exhausted = report.exhausted;
    return shown;
}

std::optional<Difference> difference(const Shown& lock, const Shown& mutant) {
    for (unsigned i = 0; i < judge::failure_count; ++i) {
        const auto kind = static_cast<judge::FailureKind>(i);
        if (mutant.failures.contains(kind) && !lock.failures.contains(kind)) {
            return Difference{false, std::string(name(kind))};
        }
    }
    for (unsigned i = 0; i < judge::class_count; ++i) {
        const auto value = static_cast<judge::Class>(i);
        if (mutant.classes.contains(value) && !lock.classes.contains(value)) {
            return Difference{false, std::string(name(value)) + " comes"};
        }
    }
    if (mutant.exhausted) {
        for (unsigned i = 0; i < judge::failure_count; ++i) {
            const auto kind = static_cast<judge::FailureKind>(i);
            if (lock.failures.contains(kind) && !mutant.failures.contains(kind)) {
                return Difference{false, "no failure " + std::string(name(kind))};
            }
        }
        for (unsigned i = 0; i < judge::class_count; ++i) {
            const auto value = static_cast<judge::Class>(i);
            if (lock.classes.contains(value) && !mutant.classes.contains(value)) {
                return Difference{false, "no " + std::string(name(value))};
            }
        }
    }
    if (mutant.worst_wait > lock.worst_wait || (mutant.exhausted && mutant.worst_wait < lock.worst_wait)) {
        return Difference{true, "waits " + std::to_string(mutant.worst_wait) + " ms, not " +
                                    std::to_string(lock.worst_wait) + " ms"};
    }
    return std::nullopt;
}

}  // namespace tools::mutate
