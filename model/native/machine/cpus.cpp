// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/cpus.hpp"

#include <algorithm>

namespace model::native {

void Cpus::begin(const Configuration& configuration) {
    count_ = configuration.cpus;
    for (unsigned cpu = 0; cpu < count_; ++cpu) {
        CpuFiber& fiber = cpus_[cpu];
        fiber.from = nullptr;
        fiber.state = {};
        fiber.state.interrupts = {configuration, cpu};
        stands_at_[cpu] = &fiber.state;
    }
}

void Cpus::start(unsigned cpu, void (*entry)(void* argument), void* argument) {
    cpus_[cpu].fiber.start(entry, argument);
}

Cpus::Checkpoints Cpus::take_checkpoints() {
    Checkpoints checkpoints{};
    for (unsigned cpu = 0; cpu < count_; ++cpu) {
        if (has_moved(cpu)) take_checkpoint(cpu);
        checkpoints[cpu] = cpus_[cpu].from;
    }
    return checkpoints;
}

void Cpus::take_checkpoint(unsigned cpu) {
    CpuFiber& running = cpus_[cpu];
    auto* const checkpoint = arena_.make<Checkpoint>();
    checkpoint->parent = running.from;
    checkpoint->serial = next_serial_++;
    checkpoint->event_count = static_cast<std::uint32_t>(graph_.events(cpu).size());
    checkpoint->state = running.state;
    checkpoint->stack_size = running.fiber.stack_size();
    auto* const stack = arena_.allocate<std::byte>(checkpoint->stack_size);
    running.fiber.copy_stack(stack);
    checkpoint->stack = stack;
    running.from = checkpoint;
    stands_at_[cpu] = &checkpoint->state;
    running.live = checkpoint->serial;
}

void Cpus::go_back_to(const Checkpoints& checkpoints) {
    for (unsigned cpu = 0; cpu < count_; ++cpu) {
        CpuFiber& fiber = cpus_[cpu];
        fiber.from = checkpoints[cpu];
        stands_at_[cpu] = &fiber.from->state;
    }
}

std::uint32_t Cpus::go_back_to_checkpoint_before(unsigned cpu, std::uint32_t event_count) {
    CpuFiber& fiber = cpus_[cpu];
    while (fiber.from->event_count > event_count) fiber.from = fiber.from->parent;
    stands_at_[cpu] = &fiber.from->state;
    return fiber.from->event_count;
}

void Cpus::make_ready(unsigned cpu) {
    CpuFiber& fiber = cpus_[cpu];
    set_running(cpu);
    if (has_moved(cpu)) return;
    if (fiber.live != fiber.from->serial) {
        fiber.fiber.restore_stack(fiber.from->stack, fiber.from->stack_size);
        fiber.state = fiber.from->state;
    }
    fiber.live = 0;
    stands_at_[cpu] = &fiber.state;
}

bool Cpus::is_on_stack(const void* address) const {
    return std::any_of(cpus_.begin(), cpus_.end(),
                       [&](const CpuFiber& cpu) { return cpu.fiber.has_on_stack(address); });
}

}  // namespace model::native
