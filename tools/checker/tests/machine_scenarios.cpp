// SPDX-License-Identifier: GPL-2.0-or-later
//
// Scenarios for the tests of the machine. They show what a program can ask of it, and claim nothing.
#include "scenarios/framework/scenario.hpp"

namespace {

using namespace scenarios;

constexpr Flag owned{0};

// The wait time of each CPU shows its place in the queue.
void queue_in_order_task(Cpu& cpu) {
    if (cpu.id() == 0) {
        if (!cpu.lock(A)) return;
        cpu.signal(owned);
        cpu.await_queued(A, 3);
        cpu.unlock(A);
        return;
    }
    if (cpu.id() == 1) cpu.await(owned);
    if (cpu.id() == 2) cpu.await_pending(A);
    if (cpu.id() == 3) cpu.await_queued(A, 2);
    if (!cpu.lock(A)) return;
    cpu.hold(millisecond);
    cpu.unlock(A);
}

const Registration queue_in_order{{
    .name = "machine-queue-in-order",
    .claim = "CPUs queue in the order that the scenario brings them into",
    .source = "tests of the machine",
    .cpus = {4},
    .task = queue_in_order_task,
    .in_step = true,
    .expected = nothing_claimed,
}};

void owner_for_ever_task(Cpu& cpu) {
    if (cpu.id() == 0) {
        if (cpu.lock(A)) cpu.signal(owned);
        return;
    }
    cpu.await(owned);
    cpu.lock_unlock(A);
}

const Registration owner_for_ever{{
    .name = "machine-owner-for-ever",
    .claim = "a task may end with a lock held, and that is no leak",
    .source = "tests of the machine",
    .cpus = {.min = 2, .max = 3, .natural = 2},
    .task = owner_for_ever_task,
    .in_step = true,
    .expected = nothing_claimed,
}};

template <Ordering ordering>
void one_after_the_other_task(Cpu& cpu) {
    if (cpu.id() == 1) cpu.await(owned, ordering);
    cpu.lock_unlock(A);
    if (cpu.id() == 0) cpu.signal(owned, ordering);
}

const Registration flag_that_orders{{
    .name = "machine-flag-ordered",
    .claim = "a flag orders what comes before the signal and behind the await",
    .source = "tests of the machine",
    .cpus = {2},
    .task = one_after_the_other_task<Ordering::release_acquire>,
    .in_step = true,
    .expected = nothing_claimed,
}};

const Registration flag_that_does_not{{
    .name = "machine-flag-relaxed",
    .claim = "a relaxed flag orders nothing",
    .source = "tests of the machine",
    .cpus = {2},
    .task = one_after_the_other_task<Ordering::relaxed>,
    .in_step = true,
    .expected = nothing_claimed,
}};

constexpr unsigned many = 35;

void many_locks_task(Cpu& cpu) {
    for (unsigned lock = 0; lock < many; ++lock) {
        if (!cpu.lock(lock_number(lock))) return;
    }
    for (unsigned lock = many; lock-- > 0;) cpu.unlock(lock_number(lock));
}

const Registration many_locks{{
    .name = "machine-many-locks",
    .claim = "a scenario may have more locks than a held-locks table has entries",
    .source = "tests of the machine",
    .cpus = {1},
    .locks = many,
    .task = many_locks_task,
    .expected = nothing_claimed,
}};

void crossed_unlocks_task(Cpu& cpu) {
    if (!cpu.lock(A)) return;
    if (!cpu.lock(B)) return cpu.unlock(A);
    cpu.unlock(A);
    cpu.unlock(B);
}

const Registration crossed_unlocks{{
    .name = "machine-crossed-unlocks",
    .claim = "a program may unlock in any order",
    .source = "tests of the machine",
    .cpus = {1},
    .locks = 2,
    .task = crossed_unlocks_task,
    .expected = nothing_claimed,
}};

void unlocks_another_task(Cpu& cpu) {
    if (cpu.lock(A)) cpu.unlock(B);
}

const Registration unlocks_another{{
    .name = "machine-unlocks-another",
    .claim = "a program that unlocks what it does not own misuses the lock",
    .source = "tests of the machine",
    .cpus = {1},
    .locks = 2,
    .task = unlocks_another_task,
    .expected = nothing_claimed,
}};

void unlocks_twice_task(Cpu& cpu) {
    cpu.lock_unlock(A);
    cpu.unlock(A);
    cpu.lock_unlock(A);
}

const Registration unlocks_twice{{
    .name = "machine-unlocks-twice",
    .claim = "an unlock of what was given away already is left out, and the program goes on",
    .source = "tests of the machine",
    .cpus = {.min = 1, .max = 2},
    .task = unlocks_twice_task,
    .expected = nothing_claimed,
}};

// The attempt in the NMI fails if the NMI has interrupted a section of its own CPU.
void unlocks_what_failed(Cpu& cpu) {
    static_cast<void>(cpu.lock(A));
    cpu.unlock(A);
}

const Registration unlocks_after_error{{
    .name = "machine-unlocks-after-error",
    .claim = "an attempt that failed leaves nothing to unlock",
    .source = "tests of the machine",
    .cpus = {1},
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .handlers = {.nmi = {.program = unlocks_what_failed, .window = {"section.hold", "section.exit"}}},
    .expected = nothing_claimed,
}};

const Registration unlocks_below{{
    .name = "machine-unlocks-below",
    .claim = "a handler does not unlock what it interrupts",
    .source = "tests of the machine",
    .cpus = {1},
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .handlers = {.nmi = {.program = [](Cpu& cpu) { cpu.unlock(A); }, .window = {"section.exit"}}},
    .expected = nothing_claimed,
}};

void restores_what_was_not_saved(Cpu& cpu) {
    if (!cpu.lock(A)) return;
    cpu.unlock_irqrestore(A);
    cpu.unlock(A);
}

const Registration restores_unsaved{{
    .name = "machine-restores-unsaved",
    .claim = "unlock_irqrestore is for what lock_irqsave has taken",
    .source = "tests of the machine",
    .cpus = {1},
    .task = restores_what_was_not_saved,
    .expected = nothing_claimed,
}};

void leaves_masked(Cpu& cpu) {
    if (!cpu.lock_irqsave(A)) return;
    cpu.unlock(A);
    cpu.unlock_irqrestore(A);
}

const Registration leaves_interrupts_masked{{
    .name = "machine-leaves-masked",
    .claim = "what lock_irqsave has taken is for unlock_irqrestore",
    .source = "tests of the machine",
    .cpus = {1},
    .task = leaves_masked,
    .expected = nothing_claimed,
}};

void crosswise_task(Cpu& cpu) {
    const Lock first = cpu.id() == 0 ? A : B;
    const Lock second = cpu.id() == 0 ? B : A;
    if (!cpu.lock(first)) return;
    cpu.lock_unlock(second);
    cpu.unlock(first);
}

const Registration no_queue{{
    .name = "machine-test-and-set",
    .claim = "a scenario may be about an architecture without queued spinlocks",
    .source = "tests of the machine",
    .cpus = {2},
    .locks = 2,
    .form = Form::test_and_set,
    .task = crosswise_task,
    .expected = nothing_claimed,
}};

const Registration guest{{
    .name = "machine-paravirt",
    .claim = "a scenario may be about a hypervisor's guest",
    .source = "tests of the machine",
    .cpus = {2},
    .locks = 2,
    .form = Form::paravirt,
    .task = crosswise_task,
    .expected = nothing_claimed,
}};

const Registration x86{{
    .name = "machine-x86",
    .claim = "a scenario may be about the x86 code",
    .source = "tests of the machine",
    .cpus = {2},
    .arch = Arch::x86,
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .expected = nothing_claimed,
}};

// ---- contexts ----

const Registration contexts{{
    .name = "machine-contexts",
    .claim = "an NMI interrupts a hardirq, which interrupts the task",
    .source = "tests of the machine",
    .cpus = {1},
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .handlers = {.nmi = {.program = [](Cpu& cpu) { cpu.lock_unlock(A); }},
                 .hardirq = {.program = [](Cpu& cpu) { cpu.lock_unlock(A); }}},
    .expected = nothing_claimed,
}};

const Registration irqsave{{
    .name = "machine-irqsave",
    .claim = "no hardirq or softirq arrives from before an irqsave attempt to the unlock",
    .source = "tests of the machine",
    .cpus = {1},
    .task = [](Cpu& cpu) { cpu.lock_unlock_irqsave(A); },
    .handlers = {.hardirq = {.program = [](Cpu& cpu) { cpu.lock_unlock(A); }},
                 .softirq = {.program = [](Cpu& cpu) { cpu.lock_unlock_irqsave(A); }}},
    .expected = nothing_claimed,
}};

void irqsave_error_task(Cpu& cpu) {
    if (!cpu.lock(A)) return;
    if (!cpu.lock_irqsave(A)) cpu.hold(millisecond);
    cpu.unlock(A);
}

const Registration irqsave_error{{
    .name = "machine-irqsave-error",
    .claim = "an error of an irqsave attempt puts the mask back",
    .source = "tests of the machine",
    .cpus = {1},
    .locks = 2,
    .task = irqsave_error_task,
    .handlers = {.hardirq = {.program = [](Cpu& cpu) { cpu.lock_unlock(B); }, .window = {"section.hold"}}},
    .expected = nothing_claimed,
}};

// ---- trace points ----

/// CPU 1 is pending while CPU 2 queues.
void one_queues_task(Cpu& cpu) {
    if (cpu.id() == 0) {
        if (!cpu.lock(A)) return;
        cpu.signal(owned);
        cpu.await_queued(A, 2);
        return cpu.unlock(A);
    }
    if (cpu.id() == 1) cpu.await(owned);
    if (cpu.id() == 2) cpu.await_pending(A);
    cpu.lock_unlock(A);
}

const Registration traced{{
    .name = "machine-traced",
    .claim = "programs at the trace points run in the attempt that queues",
    .source = "tests of the machine",
    .cpus = {3},
    .locks = 3,
    .task = one_queues_task,
    .contention_begin = [](Cpu& cpu) { cpu.lock_unlock(B); },
    .contention_end = [](Cpu& cpu) { cpu.lock_unlock(C); },
    .in_step = true,
    .expected = nothing_claimed,
}};

/// Waits for a queue that no CPU joins.
void waits_in_vain_task(Cpu& cpu) {
    if (!cpu.lock(A)) return;
    cpu.await_queued(A, cpu.id());
    cpu.unlock(A);
}

const Registration waits_in_vain{{
    .name = "machine-waits-in-vain",
    .claim = "a wait of the scenario's own that never ends is told from the lock's",
    .source = "tests of the machine",
    .cpus = {1},
    .task = waits_in_vain_task,
    .expected = nothing_claimed,
}};

/// The CPU tries to take a lock that it owns.
void retries_in_vain_task(Cpu& cpu) {
    if (!cpu.lock(A)) return;
    while (!cpu.lock(A)) {
    }
}

const Registration retries_in_vain{{
    .name = "machine-retries-in-vain",
    .claim = "a call that fails again and again is a livelock",
    .source = "tests of the machine",
    .cpus = {1},
    .task = retries_in_vain_task,
    .expected = nothing_claimed,
}};

void undeclared_lock_task(Cpu& cpu) {
    if (cpu.choose(2) == 1) cpu.lock_unlock(B);
}

const Registration undeclared_lock{{
    .name = "machine-wrong-lock",
    .claim = "a scenario has the locks that it declares",
    .source = "tests of the machine",
    .cpus = {1},
    .task = undeclared_lock_task,
    .expected = nothing_claimed,
}};

void wrong_flag_task(Cpu& cpu) {
    cpu.signal(Flag{8});
}

const Registration wrong_flag{{
    .name = "machine-wrong-flag",
    .claim = "there are eight flags",
    .source = "tests of the machine",
    .cpus = {1},
    .task = wrong_flag_task,
    .expected = nothing_claimed,
}};

void wrong_choice_task(Cpu& cpu) {
    if (cpu.choose(cpu.id()) == 0) cpu.lock_unlock(A);
}

const Registration wrong_choice{{
    .name = "machine-wrong-choice",
    .claim = "a choice has values",
    .source = "tests of the machine",
    .cpus = {1},
    .task = wrong_choice_task,
    .expected = nothing_claimed,
}};

void wrong_hold_task(Cpu& cpu) {
    cpu.hold(~Nanoseconds{0});
}

const Registration wrong_hold{{
    .name = "machine-wrong-hold",
    .claim = "time does not run over",
    .source = "tests of the machine",
    .cpus = {1},
    .task = wrong_hold_task,
    .expected = nothing_claimed,
}};

void wrong_cpu_task(Cpu& cpu) {
    cpu.await_queued(A, 1);
}

const Registration wrong_cpu{{
    .name = "machine-wrong-cpu",
    .claim = "a CPU that is not there never queues",
    .source = "tests of the machine",
    .cpus = {1},
    .task = wrong_cpu_task,
    .expected = nothing_claimed,
}};

void wrong_variable_task(Cpu& cpu) {
    cpu.store(Variable{1}, 1);
}

const Registration wrong_variable{{
    .name = "machine-wrong-variable",
    .claim = "a scenario has the variables that it declares",
    .source = "tests of the machine",
    .cpus = {1},
    .variables = {"only"},
    .task = wrong_variable_task,
    .in_step = true,
    .expected = nothing_claimed,
}};

void wrong_order_task(Cpu& cpu) {
    cpu.store(Variable{0}, 1, std::memory_order_acquire);
}

const Registration wrong_order{{
    .name = "machine-wrong-order",
    .claim = "an access has an order that std::atomic allows",
    .source = "tests of the machine",
    .cpus = {1},
    .variables = {"only"},
    .task = wrong_order_task,
    .in_step = true,
    .expected = nothing_claimed,
}};

constexpr Variable the_count{0};

void counts_in_section_task(Cpu& cpu) {
    if (!cpu.lock(A)) return;
    const std::uint64_t before = cpu.load(the_count, std::memory_order_relaxed);
    cpu.store(the_count, before + 1, std::memory_order_relaxed);
    cpu.unlock(A);
    const std::uint64_t after = cpu.load(the_count, std::memory_order_relaxed);
    cpu.check(after > before, "a CPU that has counted sees a count above the one that it found");
    cpu.check(after <= 3, "the count is at most the number of CPUs");
}

const Registration counts_in_section{{
    .name = "machine-counts-in-section",
    .claim = "a critical section sees what the section before it has stored",
    .source = "tests of the machine",
    .cpus = {2, 3, 3},
    .variables = {"count"},
    .task = counts_in_section_task,
    .in_step = true,
    .expected = nothing_claimed,
}};

void counts_without_lock_task(Cpu& cpu) {
    const std::uint64_t before = cpu.load(the_count, std::memory_order_relaxed);
    cpu.store(the_count, before + 1, std::memory_order_relaxed);
    const std::uint64_t done = cpu.fetch_add(Variable{1}, 1, std::memory_order_acq_rel) + 1;
    if (done < 2) return;
    cpu.check(cpu.load(the_count, std::memory_order_relaxed) == 2, "no update of the count is lost");
}

const Registration counts_without_lock{{
    .name = "machine-counts-without-lock",
    .claim = "two CPUs that count without a lock lose an update",
    .source = "tests of the machine",
    .cpus = {2},
    .variables = {"count", "done"},
    .task = counts_without_lock_task,
    .in_step = true,
    .expected = nothing_claimed,
}};

/// Dekker's first step. With fences one of the CPUs sees the store of the other one.
template <bool fenced>
void store_buffers_task(Cpu& cpu) {
    const Variable own{cpu.id()};
    const Variable other{1 - cpu.id()};
    const Variable losers{2};
    cpu.store(own, 1, std::memory_order_relaxed);
    if (fenced) cpu.fence(std::memory_order_seq_cst);
    if (cpu.load(other, std::memory_order_relaxed) == 0) {
        cpu.check(cpu.exchange(losers, 1, std::memory_order_relaxed) == 0, "at most one CPU misses a store");
    }
}

const Registration fenced_buffers{{
    .name = "machine-store-buffers-fenced",
    .claim = "fences put store buffers in order",
    .source = "tests of the machine",
    .cpus = {2},
    .variables = {"x", "y", "losers"},
    .task = store_buffers_task<true>,
    .in_step = true,
    .expected = nothing_claimed,
}};

const Registration plain_buffers{{
    .name = "machine-store-buffers",
    .claim = "store buffers hide stores",
    .source = "tests of the machine",
    .cpus = {2},
    .variables = {"x", "y", "losers"},
    .task = store_buffers_task<false>,
    .in_step = true,
    .expected = nothing_claimed,
}};

/// A value goes from CPU 0 to CPU 1 and back.
void hand_over_task(Cpu& cpu) {
    constexpr Variable turn{0};
    constexpr Variable value{1};
    const auto relaxed = std::memory_order_relaxed;
    if (cpu.id() == 0) {
        cpu.store(value, 7, relaxed);
        cpu.store(turn, 1, std::memory_order_release);
        cpu.await(turn, 2, std::memory_order_acquire);
        cpu.check(cpu.load(value, relaxed) == 8, "the value comes back");
    } else {
        cpu.await(turn, 1, std::memory_order_acquire);
        std::uint64_t expected = 7;
        cpu.check(cpu.compare_exchange(value, expected, 8, relaxed), "the value has come");
        cpu.store(turn, 2, std::memory_order_release);
    }
}

const Registration hand_over{{
    .name = "machine-hand-over",
    .claim = "a CPU waits for the value of a variable",
    .source = "tests of the machine",
    .cpus = {2},
    .variables = {"turn", "value"},
    .task = hand_over_task,
    .in_step = true,
    .expected = nothing_claimed,
}};

/// Two CPUs that try again until their update is made.
void retries_task(Cpu& cpu) {
    std::uint64_t expected = 0;
    while (!cpu.compare_exchange(the_count, expected, expected + 1, std::memory_order_relaxed)) {
    }
    cpu.check(expected < 2, "an update finds those before it");
}

const Registration retries{{
    .name = "machine-retries",
    .claim = "a loop of compare-exchanges ends",
    .source = "tests of the machine",
    .cpus = {2},
    .variables = {"count"},
    .task = retries_task,
    .in_step = true,
    .expected = nothing_claimed,
}};

}  // namespace
