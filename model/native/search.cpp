// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search.hpp"

#include "model/native/search/bounded_explorer.hpp"
#include "model/native/search/first_execution.hpp"
#include "model/native/search/full_explorer.hpp"
#include "model/native/search/random_walk.hpp"
#include "model/native/search/replay.hpp"
#include "model/native/search/search_run.hpp"

namespace model::native {
namespace {

/// Releases the memory that a search has taken, also if a program throws.
class ArenaGuard {
  public:
    explicit ArenaGuard(Arena& arena) : arena_(arena), mark_(arena.mark()) {}
    ~ArenaGuard() { arena_.release_to(mark_); }
    ArenaGuard(const ArenaGuard&) = delete;
    ArenaGuard& operator=(const ArenaGuard&) = delete;

  private:
    Arena& arena_;
    Arena::Mark mark_;
};

/// Runs a search with the explorer of each strategy. The programs have begun.
struct Run {
    Machine& machine;
    const SearchLimits& limits;
    Observer& observer;
    WaitOrder wait_order;

    SearchResult operator()(const FullSearch& full) const {
        SearchRun run(machine, limits, observer);
        Stepper stepper(machine, wait_order, run);
        FullExplorer explorer(stepper, full, run.budget());
        return run.run(explorer);
    }
    SearchResult operator()(const BoundedSearch& bounded) const {
        SearchRun run(machine, limits, observer);
        Stepper stepper(machine, wait_order, run);
        BoundedExplorer explorer(stepper, bounded.unit, bounded.bound);
        return run.run(explorer);
    }
    SearchResult operator()(const RandomWalk& walk) const {
        SearchRun run(machine, limits, observer);
        Stepper stepper(machine, wait_order, run);
        RandomExplorer explorer(stepper, walk.seed);
        return run.run(explorer);
    }
    SearchResult operator()(const Replay& replay) const {
        SearchRun run(machine, limits, observer);
        ReplayExplorer explorer(machine, wait_order, replay);
        return run.run(explorer);
    }
};

}  // namespace

SearchResult search(const Configuration& configuration, const Programs& programs, const Strategy& strategy,
                    const SearchLimits& limits, Observer& observer, WaitOrder wait_order) {
    Machine& machine = Machine::instance();
    const ArenaGuard guard(machine.arena());
    const Replay* const replay = std::get_if<Replay>(&strategy);
    const auto search_all = [&] {
        machine.set_watcher(replay == nullptr ? nullptr : replay->watcher);
        machine.begin(configuration, programs);
        return std::visit(Run{machine, limits, observer, wait_order}, strategy);
    };
    if (replay != nullptr) return search_all();
    // If programs keep state, a first execution is not always the same.
    machine.set_watcher(nullptr);
    const auto first = [&] { return FirstExecution(machine, configuration, programs, wait_order); };
    const FirstExecution before = first();
    before.require_same(first());
    const SearchResult result = search_all();
    before.require_same(first());
    return result;
}

}  // namespace model::native
