// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search.hpp"

#include "model/native/first_execution.hpp"

namespace model::native {
namespace {

/// Gives back what a search has taken, also if a program throws.
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

}  // namespace

SearchResult search(const Configuration& configuration, const Programs& programs, const SearchLimits& limits,
                    Observer& observer, Sabotage sabotage) {
    Machine& machine = Machine::instance();
    const ArenaGuard guard(machine.arena());
    machine.set_watcher(nullptr);
    const auto search_all = [&] {
        machine.set_watcher(limits.watcher);
        machine.begin(configuration, programs, sabotage);
        return Explorer(machine, configuration, limits, observer, sabotage).run();
    };
    if (limits.scheduler == Scheduler::replay) return search_all();
    // State that programs keep shows in a first execution that is not always the same.
    const auto first = [&] { return FirstExecution(machine, configuration, programs, limits.await_last); };
    const FirstExecution before = first();
    before.require_same(first());
    const SearchResult result = search_all();
    before.require_same(first());
    return result;
}

}  // namespace model::native
