// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/first_execution.hpp"

#include <algorithm>
#include <utility>

#include "model/native/search/stepper.hpp"

namespace model::native {
namespace {

/// Cuts off a long execution before its end.
class Impatience final : public Patience {
  public:
    bool is_over() override { return std::exchange(was_asked_, true); }

  private:
    bool was_asked_ = false;
};

}  // namespace

FirstExecution::FirstExecution(Machine& machine, const Configuration& configuration, const Programs& programs,
                               WaitOrder wait_order) {
    const Arena::Mark mark = machine.arena().mark();
    machine.begin(configuration, programs);
    Impatience impatience;
    Stepper stepper(machine, wait_order, impatience);
    while (!stepper.advance()) {
        Revisit unused;
        if (!stepper.apply(stepper.moves().front(), unused)) break;
    }
    for (unsigned cpu = 0; cpu < configuration.cpus; ++cpu) collect(machine.at(cpu), steps_[cpu]);
    machine.arena().release_to(mark);
}

void FirstExecution::collect(const CpuState& state, std::vector<Step>& steps) {
    // The step that the CPU would take next counts as its last step.
    const NextStep& next = state.next;
    steps.push_back({Operation::note, next.info.site, next.info.line, next.location,
                     static_cast<std::uint64_t>(next.kind), 0});
    for (const Record* record = state.record; record != nullptr; record = record->previous) {
        steps.push_back({record->operation, record->info.site, record->info.line, record->location,
                         record->event == nullptr ? 0 : record->event->value,
                         static_cast<std::uint64_t>(record->note) << 48U |
                             static_cast<std::uint64_t>(record->subject) << 16U | record->detail});
    }
    std::reverse(steps.begin(), steps.end());
}

void FirstExecution::require_same(const FirstExecution& later) const {
    for (unsigned cpu = 0; cpu < max_cpus; ++cpu) {
        const std::vector<Step>& now = later.steps_[cpu];
        const std::vector<Step>& before = steps_[cpu];
        const auto [differs, found] = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
        if (differs == before.end() && found == now.end()) continue;
        const Step& step = found == now.end() ? *differs : *found;
        throw NotDeterministic(cpu, static_cast<std::size_t>(differs - before.begin()) + 1, step.site);
    }
}

}  // namespace model::native
