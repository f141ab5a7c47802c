// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which lock is built: its changes, the architecture's code, the switch for guests. Constant on hardware, a
/// run-time value under an engine; the lock asks `O::has(change)` and `O::get()`, and does not know which.

#include <string_view>

#include "lock/revision.hpp"

namespace rqspinlock {

/// The steps for which architectures have different code.
enum class Arch : unsigned char {
    generic,  ///< pending set by one atomic; per-CPU counts are a load and a store; one pending re-read
    x86,      ///< pending set by a bit operation and a separate read; the held count is one instruction
};

constexpr std::string_view name(Arch arch) {
    return arch == Arch::x86 ? "x86" : "generic";
}

/// The lock that an attempt takes, as scenarios and command lines choose it.
enum class Form : unsigned char {
    queued,
    paravirt,  ///< a hypervisor's guest (CONFIG_PARAVIRT, virt_spin_lock): the slow path is the test-and-set
               ///< lock
    test_and_set,  ///< an architecture without queued spinlocks
};

constexpr std::string_view name(Form form) {
    constexpr std::string_view names[] = {"queued", "paravirt", "test-and-set"};
    return names[static_cast<unsigned>(form)];
}

struct Options {
    Changes changes = latest_changes;
    Arch arch = Arch::generic;
    bool virt_spin_lock = false;  ///< see Form
    bool queued = true;           ///< false: Form::test_and_set
    /// False: the plain lock that this one grew from. No held-locks table, no checks, no timeouts: an attempt
    /// never fails, and a deadlock hangs. To measure the cost of resilience.
    bool resilient = true;
    /// The lock looks whether an unlock is by its owner, in the reverse order of the acquisitions, and tells
    /// the platform of a misuse (`Platform::misuse`). A few reads of the CPU's own table, before the unlock.
    bool checked = false;

    constexpr void set(Form form) {
        virt_spin_lock = form == Form::paravirt;
        queued = form != Form::test_and_set;
    }

    constexpr bool has(Change change) const { return changes.has(change); }

    /// `_Q_PENDING_LOOPS`: how often a bare pending bit is read again before queueing.
    constexpr unsigned pending_loops() const { return arch == Arch::x86 ? 512 : 1; }

    friend constexpr bool operator==(const Options&, const Options&) = default;
};

/// Options fixed at compile time: every question folds away.
template <Options options>
struct FixedOptions {
    static constexpr Options get() { return options; }
    static constexpr bool has(Change change) { return options.has(change); }
};

/// Options of the run: one instantiation of the lock serves every set of changes.
struct RuntimeOptions {
    static const Options& get() { return current; }
    static bool has(Change change) { return current.has(change); }
    static inline Options current{};
};

}  // namespace rqspinlock
