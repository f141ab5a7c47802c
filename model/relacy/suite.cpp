// SPDX-License-Identifier: GPL-2.0-or-later

// Compiled once per number of threads, RQCHECK_THREADS.

#include "model/relacy/suite.hpp"

#include <ostream>
#include <stdexcept>

#include "model/relacy/relacy.hpp"
#include "model/relacy/schedulers.hpp"

namespace model::relacy {
namespace {

template <int threads>
struct Suite : rl::test_suite<Suite<threads>, threads> {
    void before() { Machine::instance().begin_execution(); }
    void thread(unsigned index) { Machine::instance().run_cpu(index); }
    void after() { Machine::instance().finish_execution(); }
};

template <int threads>
void see_latest(rl::atomic_data* data, unsigned thread) {
    auto& location = *static_cast<rl::atomic_data_impl<threads>*>(data);
    auto& store = location.history_[location.current_index_ % rl::atomic_history_size];
    // Once a thread has seen this store, Relacy lets it read nothing older. The order 1 is a thread's first.
    if (store.first_seen_order_[thread] == static_cast<rl::timestamp_t>(-1)) {
        store.first_seen_order_[thread] = 1;
    }
}

template <int threads>
void init_seen(rl::atomic_data* data) {
    auto& location = *static_cast<rl::atomic_data_impl<threads>*>(data);
    auto& store = location.history_[location.current_index_ % rl::atomic_history_size];
    for (rl::timestamp_t& order : store.first_seen_order_) order = 1;
}

/// Relacy reports progress and results to streams. Ours go through the observer.
class NullBuffer : public std::streambuf {
  protected:
    int overflow(int character) override { return character; }
};

template <template <rl::thread_id_t> class Scheduler, int threads>
void run(rl::scheduler_type_e type) {
    NullBuffer buffer;
    std::ostream nowhere(&buffer);
    rl::test_params params;
    params.search_type = type;
    params.output_stream = &nowhere;
    params.progress_stream = &nowhere;
    params.execution_depth_limit = ~0U;
    rl::ostringstream final_state;
    rl::run_test<Suite<threads>, Scheduler<threads>>(params, final_state, false);
}

}  // namespace

template <int threads>
ThreadCountHooks hooks_for() {
    return {&see_latest<threads>, &init_seen<threads>};
}

template <int threads>
void search_with(const Strategy& strategy) {
    if (const auto* const full = std::get_if<FullSearch>(&strategy)) {
        FullScheduler<threads>::strategy = *full;
        run<FullScheduler, threads>(rl::sched_full);
    } else if (const auto* const bounded = std::get_if<BoundedSearch>(&strategy)) {
        ContextBoundScheduler<threads>::strategy = *bounded;
        run<ContextBoundScheduler, threads>(rl::sched_bound);
    } else if (const auto* const walk = std::get_if<RandomWalk>(&strategy)) {
        RandomScheduler<threads>::strategy = *walk;
        run<RandomScheduler, threads>(rl::sched_random);
    } else {
        throw std::logic_error("Relacy's executions have no decisions to replay");
    }
}

template ThreadCountHooks hooks_for<RQCHECK_THREADS>();
template void search_with<RQCHECK_THREADS>(const Strategy&);

}  // namespace model::relacy
