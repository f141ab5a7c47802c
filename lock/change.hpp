// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The differences between versions of the lock: the changes of its history, and the fixes of the findings.
/// The lock asks only for changes (`O::has`), never for a version; revision.hpp says which version has which.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace rqspinlock {

/// The changes in the order of the history, and after them the fixes that no kernel has. Without any change
/// the lock is as it was merged (v6.15): NMI waiters queue like other waiters, an error ends the whole queue,
/// and a waiter that is told to leave returns a deadlock.
enum class Change : unsigned char {
    nmi_trylock,
    queue_kept,
    queue_timeout,
    entry_first,
    aa_first,
    nmi_queue,
    trylock_once,
    aa_before_queue,
    tas_entry,
    tail_reset,
    // Fixes that no kernel has.
    fix_undone_pending,
    fix_x86_acquire,
};

struct ChangeName {
    Change change;
    std::string_view name;
    std::string_view commit;  ///< of the kernel; empty: no commit is known, or a fix
    std::string_view what;
};

inline constexpr std::array change_names{
    ChangeName{Change::nmi_trylock, "nmi-trylock", "0d80e7f951be", "NMIs never queue: spinning trylock"},
    ChangeName{Change::queue_kept, "queue-kept", "7bd6e5ce5be6",
               "a head that sees a deadlock keeps the queue and passes it on"},
    ChangeName{Change::queue_timeout, "queue-timeout", "",
               "a waiter that the head sends away returns -ETIMEDOUT, not -EDEADLK"},
    ChangeName{Change::entry_first, "entry-first", "beb7021a6003",
               "entry grabbed before the cmpxchg; unlock releases before it clears the entry"},
    ChangeName{Change::aa_first, "aa-first", "5860f5ce479f",
               "AA check when the wait is armed, not 1 ms later"},
    ChangeName{Change::nmi_queue, "nmi-queue", "81d5a6a43859",
               "NMIs queue unless they interrupt a queued waiter on this CPU"},
    ChangeName{Change::trylock_once, "trylock-once", "30dc2f7025fe", "the trylock fallback tries once"},
    ChangeName{Change::aa_before_queue, "aa-before-queue", "087849cca31d", "AA check before queueing"},
    ChangeName{Change::tas_entry, "tas-entry", "82f3b142c99c",
               "the test-and-set lock of a guest grabs no entry of its own (repairs F5)"},
    ChangeName{Change::tail_reset, "tail-reset", "7a3c0289c3c8",
               "a head that sees a deadlock and is alone takes the tail back (repairs F2)"},
    ChangeName{Change::fix_undone_pending, "fix-undone-pending", "",
               "repairs F4: a head ends its queue whatever the pending bit is"},
    ChangeName{Change::fix_x86_acquire, "fix-x86-acquire", "",
               "repairs F3: the separate read of the x86 code is an acquire"},
};
inline constexpr std::size_t change_count = change_names.size();

constexpr std::string_view name(Change change) {
    return change_names[static_cast<unsigned>(change)].name;
}

/// A fix of a finding that is in no kernel.
constexpr bool is_repair(Change change) {
    return change >= Change::fix_undone_pending;
}

/// A set of changes. Its member is public so that a set can be a template's argument.
struct Changes {
    std::uint16_t bits = 0;

    constexpr Changes() = default;
    constexpr Changes(std::initializer_list<Change> changes) {
        for (const Change change : changes) bits |= bit(change);
    }
    /// All changes up to this one, in the order of `Change`.
    static constexpr Changes up_to(Change last) { return from(bit(last) | (bit(last) - 1U)); }

    constexpr bool has(Change change) const { return (bits & bit(change)) != 0; }
    constexpr Changes with(Change change) const { return from(bits | bit(change)); }
    constexpr Changes without(Change change) const { return from(bits & ~bit(change)); }
    constexpr Changes without_repairs() const { return from(bits & (bit(Change::fix_undone_pending) - 1U)); }
    friend constexpr bool operator==(const Changes&, const Changes&) = default;

  private:
    static constexpr unsigned bit(Change change) { return 1U << static_cast<unsigned>(change); }
    static constexpr Changes from(unsigned bits) {
        Changes changes;
        changes.bits = static_cast<std::uint16_t>(bits);
        return changes;
    }
};
static_assert(change_count <= 16);

}  // namespace rqspinlock
