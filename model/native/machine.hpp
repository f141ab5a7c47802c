// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine of the native engine, seen from the programs: CPUs as fibers. What an access comes to is the
/// explorer's to say; the machine suspends the program for it. What needs no decision (announcements,
/// CPU-local data, fences below seq_cst) it does at once.
///
/// One machine per process: the programs' variables are the process's.

#include <array>
#include <exception>
#include <vector>

#include "model/machine.hpp"
#include "model/native/arena.hpp"
#include "model/native/checkpoint.hpp"
#include "model/native/fiber.hpp"
#include "model/native/graph.hpp"
#include "model/native/location.hpp"

namespace model::native {

class Machine {
  public:
    static Machine& instance();

    // ---- the explorer's side ----

    /// How a program goes on behind a wait or hold.
    enum class Reply : std::uint8_t {
        value,  ///< an access has been made
        tick,   ///< the clock has jumped; the wait goes on
        due,    ///< its time has come
    };

    struct CpuFiber {
        Fiber fiber;
        std::uint64_t live = 0;  ///< the checkpoint whose stack the fiber holds; 0: none
        CpuState state;          ///< valid while the CPU runs
        std::vector<Record> records;
    };

    /// Brings every CPU to its first request.
    void begin(const Configuration& configuration, const Programs& programs);

    Graph& graph() { return graph_; }
    const Graph& graph_view() const { return graph_; }
    Arena& arena() { return arena_; }
    /// What a CPU stands before.
    const Checkpoint& at(unsigned cpu) const { return *checkpoints_[cpu]; }
    const std::array<const Checkpoint*, max_cpus>& checkpoints() const { return checkpoints_; }
    void go_back_to(const std::array<const Checkpoint*, max_cpus>& checkpoints) {
        checkpoints_ = checkpoints;
    }
    void go_back_to(unsigned cpu, const Checkpoint* checkpoint) { checkpoints_[cpu] = checkpoint; }

    /// Runs a CPU to its next request, from what the event, or none, has come to.
    /// @throw whatever the program throws
    void resume(unsigned cpu, const Event* event, Reply reply = Reply::value);

    void set_time(Nanoseconds now, std::uint32_t epoch) {
        now_ = now;
        epoch_ = epoch;
    }
    bool may_take_nmi(const CpuState& state) const {
        return state.nmi_budget > 0 && !state.in_nmi && configuration_.window[state.site];
    }
    const Configuration& configuration() const { return configuration_; }

    // ---- the programs' side: everything for the calling CPU ----

    unsigned cpu() const { return cpu_; }
    unsigned cpu_count() const { return configuration_.cpus; }
    bool in_nmi() const { return state().in_nmi; }
    Nanoseconds now() const { return now_; }

    std::uint64_t load(const Location& location, AccessInfo info);
    std::uint64_t load_local(const Location& location, AccessInfo info);
    void store(const Location& location, std::uint64_t value, AccessInfo info);
    /// A store of the last value plus delta; no interrupt lands between.
    std::uint64_t add_local(const Location& location, std::uint64_t delta, AccessInfo info);
    bool compare_exchange(const Location& location, std::uint64_t& expected, std::uint64_t desired,
                          AccessInfo info);
    /// `value = (value & keep) | bits`, atomically; returns the value before.
    std::uint64_t update(const Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info);
    void fence(AccessInfo info);
    std::uint64_t await(const Location& location, const Condition& condition, Nanoseconds poll,
                        Nanoseconds deadline, AccessInfo info);

    void plain_read(const PlainData& data, AccessInfo info) { plain(data, Operation::plain_read, info); }
    void plain_write(const PlainData& data, AccessInfo info) { plain(data, Operation::plain_write, info); }
    void hold(Nanoseconds duration, AccessInfo info);
    unsigned choose(unsigned n);
    /// A point without an access at which an interrupt may arrive.
    void point(SiteId site) { interrupts(site); }
    void note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail);
    /// What a CPU-local variable holds now.
    std::uint64_t& local(LocalCell& cell);
    void fail_assertion() { state().failed_assertion = true; }

    // For looking at an execution when it is over.
    std::uint64_t final_value(const Location& location) const;
    std::uint64_t final_value(const LocalCell& cell) const;

  private:
    Machine();

    CpuState& state() { return cpus_[cpu_].state; }
    const CpuState& state() const { return cpus_[cpu_].state; }

    static void run_cpu(void* machine);
    void run_task();
    void finish();

    Reply suspend(const Request& request);
    Request request(Request::Kind kind, const Location& location, AccessInfo info);
    std::uint64_t read(const Request& request) {
        suspend(request);
        return reply_value_;
    }

    void interrupts(SiteId site);
    void interrupts_at_jump();
    bool nmi_is_chosen();
    void run_nmi();

    void plain(const PlainData& data, Operation operation, AccessInfo info);
    void give_up();
    Record& record(Operation operation, AccessInfo info);
    Record& record_visible(Operation operation, AccessInfo info);
    void record_event(const Event& event);
    const Event* own_latest(const Location& location);
    void take_checkpoint(unsigned cpu);

    Configuration configuration_;
    Programs programs_;
    Graph graph_;
    Arena arena_;
    std::array<CpuFiber, max_cpus> cpus_;
    std::array<const Checkpoint*, max_cpus> checkpoints_{};
    std::array<unsigned, max_cpus> cells_used_{};
    std::uint64_t next_serial_ = 1;

    unsigned cpu_ = 0;
    Reply reply_ = Reply::value;
    std::uint64_t reply_value_ = 0;
    Nanoseconds now_ = 0;
    std::uint32_t epoch_ = 0;
    std::exception_ptr thrown_;
};

}  // namespace model::native
