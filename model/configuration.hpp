// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine's configuration.

#include <array>
#include <bitset>
#include <cstdint>
#include <vector>

#include "model/execution.hpp"

namespace model {

/// The rules for the visibility of stores.
enum class MemoryModel : std::uint8_t {
    rc11,  ///< C++20 without out-of-thin-air values
    tso,   ///< stores leave in order, through a buffer
    sc,    ///< one order of all accesses
};

/// See Configuration::rounds.
inline constexpr unsigned default_rounds = 16;

struct Configuration {
    unsigned cpus = 1;
    // The number of interrupts of each kind that may arrive, per CPU.
    std::array<unsigned, max_cpus> nmi_budget{};
    std::array<unsigned, max_cpus> hardirq_budget{};
    std::array<unsigned, max_cpus> softirq_budget{};
    // The sites at which interrupts of each kind may arrive.
    std::bitset<max_sites> nmi_window = std::bitset<max_sites>{}.set();
    std::bitset<max_sites> hardirq_window = std::bitset<max_sites>{}.set();
    std::bitset<max_sites> softirq_window = std::bitset<max_sites>{}.set();

    MemoryModel memory_model = MemoryModel::rc11;

    /// How many waits of an execution may let their CPU's time pass although other CPUs could move. Only the
    /// native engine has this.
    unsigned slow = 0;
    std::bitset<max_cpus> slow_cpus = std::bitset<max_cpus>{}.set();  ///< the CPUs that may be slow

    /// A context whose call has failed this many times at the same line waits for a store that it has not
    /// seen. If no such store can come, the context retries for ever.
    unsigned rounds = default_rounds;

    /// The locations that take part in the skeletons of executions: a skeleton contains the writes that
    /// change the masked bits, and the coherence of these writes. See FinishedExecution.
    std::vector<LocationId> observed;
    std::uint64_t observed_mask = ~std::uint64_t{0};

    bool keep_sites = false;  ///< the record contains the sites that each CPU reached

    // Ordering analysis and planted bugs.
    std::bitset<max_sites> weakened{};  ///< sites whose order is made relaxed
    std::bitset<max_sites> dropped{};   ///< sites whose store or fence is left out

    const std::bitset<max_sites>& window(ContextKind interrupt) const {
        if (interrupt == ContextKind::nmi) return nmi_window;
        return interrupt == ContextKind::hardirq ? hardirq_window : softirq_window;
    }
    /// May a wait of this CPU let its time pass although other CPUs could move?
    bool may_be_slow(unsigned cpu) const { return slow != 0 && slow_cpus[cpu]; }
};

}  // namespace model
