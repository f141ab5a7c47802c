// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The findings on record (docs/findings.md), with the changes that decide whether a lock has them.

#include <array>
#include <optional>
#include <string_view>

#include "lock/change.hpp"
#include "lock/judge/classes.hpp"

namespace scenarios {

using rqspinlock::Change;
using rqspinlock::Changes;
using rqspinlock::judge::FailureKind;

/// A lock has the finding if it has the change `since` and not `repaired`. It shows as `failure`.
struct Finding {
    std::string_view name;
    std::optional<Change> since;  ///< nullopt: the lock had it when it was merged
    Change repaired;
    FailureKind failure;

    constexpr bool is_in(Changes changes) const {
        return (!since || changes.has(*since)) && !changes.has(repaired);
    }
};

inline constexpr Finding interrupted_waiter{"F1", {}, Change::nmi_trylock, FailureKind::stuck};
inline constexpr Finding sole_head{"F2", Change::queue_kept, Change::tail_reset, FailureKind::stuck};
inline constexpr Finding x86_acquire{"F3", {}, Change::fix_x86_acquire, FailureKind::race};
inline constexpr Finding undone_pending{"F4", {}, Change::fix_undone_pending, FailureKind::stuck};
inline constexpr Finding paravirt_entry{"F5", Change::entry_first, Change::tas_entry, FailureKind::leak};

inline constexpr std::array findings{interrupted_waiter, sole_head, x86_acquire, undone_pending,
                                     paravirt_entry};

}  // namespace scenarios
