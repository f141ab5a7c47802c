// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which lock is built: its changes, the architecture's code, the switch for guests. Options are constant on
/// hardware, run-time values under an engine; the lock asks `O::has(change)` and `O::get()` for either.

#include <string_view>

#include "lock/revision.hpp"

namespace rqspinlock {

/// The steps for which architectures have different code.
enum class Arch : unsigned char {
    generic,  ///< one atomic sets pending; per-CPU counts are a load and a store; one pending re-read
    x86,      ///< a bit operation sets pending, a read follows; held count and node drop are one instruction
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
    /// False: the plain lock from which this one came, without held-locks table, checks or timeouts. An
    /// attempt never fails, and a deadlock hangs. It is there to measure the cost of resilience.
    bool resilient = true;
    /// The lock checks at an unlock that its holder calls it, in the reverse order of the acquisitions, and
    /// tells `Platform::misuse` if not. The check is a few reads of the CPU's own table before the unlock.
    bool checked = false;

    constexpr void set(Form form) {
        virt_spin_lock = form == Form::paravirt;
        queued = form != Form::test_and_set;
    }

    constexpr bool has(Change change) const { return changes.has(change); }

    /// `_Q_PENDING_LOOPS`: how often the slow path reads a bare pending bit again before it queues.
    constexpr unsigned pending_loops() const { return arch == Arch::x86 ? 512 : 1; }

    friend constexpr bool operator==(const Options&, const Options&) = default;
};

/// Options that are fixed at compile time: the compiler folds every question away.
template <Options options>
struct FixedOptions {
    static constexpr Options get() { return options; }
    static constexpr bool has(Change change) { return options.has(change); }
};

/// The options of a run: one instantiation of the lock serves every set of changes.
struct RuntimeOptions {
    static const Options& get() { return current; }
    static bool has(Change change) { return current.has(change); }
    static inline Options current{};
};

}  // namespace rqspinlock
