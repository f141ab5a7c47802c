// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The findings on record (docs/findings.md), with the revisions that have them.

#include <array>
#include <string_view>

#include "lock/judge/classes.hpp"
#include "lock/revision.hpp"

namespace scenarios {

using rqspinlock::Revision;
using rqspinlock::judge::FailureKind;

/// It is in the revisions from `since` up to the one before `repaired`, and shows as `failure`.
struct Finding {
    std::string_view name;
    Revision since;
    Revision repaired;
    FailureKind failure;

    constexpr bool is_in(Revision revision) const { return revision >= since && revision < repaired; }
};

inline constexpr Finding interrupted_waiter{"F1", Revision::initial, Revision::nmi_trylock,
                                            FailureKind::stuck};
inline constexpr Finding sole_head{"F2", Revision::queue_kept, Revision::fix_sole_head, FailureKind::stuck};
inline constexpr Finding x86_acquire{"F3", Revision::initial, Revision::fix_x86_acquire, FailureKind::race};
inline constexpr Finding undone_pending{"F4", Revision::initial, Revision::fix_undone_pending,
                                        FailureKind::stuck};
inline constexpr Finding paravirt_entry{"F5", Revision::entry_first, Revision::fix_paravirt_entry,
                                        FailureKind::leak};

inline constexpr std::array findings{interrupted_waiter, sole_head, x86_acquire, undone_pending,
                                     paravirt_entry};

}  // namespace scenarios
