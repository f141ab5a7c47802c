// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What an engine is given: the machine's configuration, the programs, how far to search, and who looks at
/// each execution.

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/decision.hpp"

namespace model {

/// What a store's visibility is subject to.
enum class MemoryModel : std::uint8_t {
    rc11,  ///< C++20 without out-of-thin-air values
    tso,   ///< stores leave in order, through a buffer
    sc,    ///< one order of all accesses
};

/// See Configuration::rounds.
inline constexpr unsigned default_rounds = 16;

struct Configuration {
    unsigned cpus = 1;
    // How many interrupts of each kind may arrive, per CPU.
    std::array<unsigned, max_cpus> nmi_budget{};
    std::array<unsigned, max_cpus> hardirq_budget{};
    std::array<unsigned, max_cpus> softirq_budget{};
    // Sites at which interrupts of each kind may arrive.
    std::bitset<max_sites> nmi_window = std::bitset<max_sites>{}.set();
    std::bitset<max_sites> hardirq_window = std::bitset<max_sites>{}.set();
    std::bitset<max_sites> softirq_window = std::bitset<max_sites>{}.set();

    MemoryModel memory_model = MemoryModel::rc11;

    /// How many waits of an execution may let their CPU's time pass although others could move. The native
    /// engine only.
    unsigned slow = 0;
    std::bitset<max_cpus> slow_cpus = std::bitset<max_cpus>{}.set();  ///< the CPUs that this can happen to

    /// A context whose call has failed so many times at the same line waits for a store that it has not seen.
    /// If none can come, it retries for ever.
    unsigned rounds = default_rounds;

    /// Locations of which the skeletons of executions tell: writes that change the masked bits, with their
    /// coherence. See FinishedExecution.
    std::vector<LocationId> observed;
    std::uint64_t observed_mask = ~std::uint64_t{0};

    bool keep_sites = false;  ///< the record says to which sites each CPU came

    // Ordering analysis and planted bugs.
    std::bitset<max_sites> weakened{};  ///< sites whose order is made relaxed
    std::bitset<max_sites> dropped{};   ///< sites whose store or fence is left out

    const std::bitset<max_sites>& window(ContextKind interrupt) const {
        if (interrupt == ContextKind::nmi) return nmi_window;
        return interrupt == ContextKind::hardirq ? hardirq_window : softirq_window;
    }
};

inline constexpr unsigned max_trace_points = 2;

/// The programs of a run. They act through a platform of the engine, for the CPU that runs them.
struct Programs {
    using Program = void (*)(void* environment, unsigned cpu);

    void* environment = nullptr;
    Program task = nullptr;
    // Handlers; one whose interrupt has a budget is there.
    Program nmi = nullptr;
    Program hardirq = nullptr;
    Program softirq = nullptr;
    /// At trace points, by their numbers; nullptr: none is attached.
    std::array<Program, max_trace_points> traced{};
    SiteId task_end_site = 0;  ///< names the point behind a task's last access

    Program handler(ContextKind kind) const {
        if (kind == ContextKind::nmi) return nmi;
        return kind == ContextKind::hardirq ? hardirq : softirq;
    }
};

/// A search that several processes make together: each goes through the beginning of all of it, and explores
/// what it is the first to claim of the rest.
class Share {
  public:
    /// Claims the part with this number. @return false if somebody else has it
    virtual bool claim(std::uint64_t part) = 0;

  protected:
    ~Share() = default;
};

/// Somebody who wants to look at a replayed execution in the middle.
class Watcher {
  public:
    /// A CPU stands before its access at the watched site. Called on the stack of the program.
    virtual void stopped(unsigned cpu, SiteId site) = 0;
    /// @return is this where to stop?
    virtual bool wants(unsigned cpu, SiteId site) const = 0;

  protected:
    ~Watcher() = default;
};

enum class Scheduler : std::uint8_t {
    full,    ///< all schedules
    bound,   ///< those with at most `switches` preemptive context switches, graphs with so many departures
    random,  ///< a walk
    replay,  ///< one execution, from its decisions; the native engine only
};

struct SearchLimits {
    Scheduler scheduler = Scheduler::full;
    unsigned switches = 0;         ///< of `bound`; the native engine's departures: see docs/engine.md
    std::uint64_t executions = 0;  ///< 0: no limit
    double seconds = 0;            ///< 0: no limit
    std::uint64_t seed = 0;        ///< of `random`
    /// `full`: of schedules that differ in the order of independent accesses only, explore one.
    bool prune_independent = true;
    /// The native engine: let a CPU that would have to wait do so only when nobody else can go on.
    bool await_last = true;
    const Decisions* decisions = nullptr;  ///< of `replay`
    /// `replay`: a decision that does not fit is left out, and where none is left the obvious is done.
    bool lenient = false;
    Watcher* watcher = nullptr;  ///< of `replay`; nullptr: nobody looks
    Share* share = nullptr;      ///< nullptr: the search is not shared
};

enum class SearchEnd : std::uint8_t { by_itself, executions, seconds, interrupted };

struct SearchResult {
    std::uint64_t executions = 0;
    std::uint64_t redundant = 0;  ///< begun, and broken off as equivalent to an explored one
    std::uint64_t misfits = 0;    ///< of a lenient replay: how many decisions did not fit, or were missing
    SearchEnd end = SearchEnd::by_itself;
    /// Some execution went on and on and was broken off: at the bound on rounds, or since it had more steps
    /// than one that ends. Further on there may be others.
    bool broken_off = false;
    double seconds = 0;
};

/// How far a search has come.
struct Progress {
    std::uint64_t executions = 0;
    double seconds = 0;
    /// Executions of the whole search, estimated by samples; 0: not known.
    double expected = 0;
    double expected_low = 0;  ///< most often it is within these
    double expected_high = 0;
};

/// An execution that has come to its end, as an engine shows it. Valid until the observer returns.
class FinishedExecution {
  public:
    /// A hash of each CPU's notes, interrupts, holds and choices with their times, of how the CPUs ended, of
    /// the writes to observed locations that change observed bits, of the coherence of these, and of whether
    /// such a write was the last access before a note. What depends on nothing else is the same for all
    /// executions with the same skeleton.
    virtual Fingerprint skeleton() = 0;
    /// The skeleton is a hash of the whole record: nothing depends on anything else.
    virtual bool skeleton_is_all() const = 0;
    /// A hash of what the skeleton tells, and of how much of every other CPU must have happened before each
    /// of the notes, interrupts, holds and choices, as far as these can tell, by program order, reads-from,
    /// coherence and clock jumps. Nothing if these make a cycle.
    virtual std::optional<Fingerprint> ordered_skeleton() = 0;
    virtual RecordSize size() const = 0;
    /// Adds the sites to which it came, without making the record. @pre `Configuration::keep_sites`
    virtual void add_to(Reached& reached) const = 0;
    /// The whole record, made when it is asked for; `put_in_order` gives its events an order.
    virtual const Execution& record() = 0;
    /// What makes it again; empty if the engine cannot replay.
    virtual Decisions decisions() = 0;

  protected:
    ~FinishedExecution() = default;
};

/// Looks at each finished execution, and is asked now and then whether to go on.
class Observer {
  public:
    virtual void finished(FinishedExecution& finished) = 0;
    /// Called a few times per second. @return false to stop the search
    virtual bool progress(const Progress& progress) = 0;

  protected:
    ~Observer() = default;
};

}  // namespace model
