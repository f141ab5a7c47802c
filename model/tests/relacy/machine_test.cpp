// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "relacy_program.hpp"

namespace model::relacy {
namespace {

constexpr Nanoseconds ms = 1'000'000;

template <unsigned accesses>
void accesses_of_one_cpu(unsigned) {
    for (unsigned i = 0; i < accesses; ++i) store(shared().x, i, relaxed);
}

void empty_handler(unsigned) {}

std::uint64_t binomial(unsigned n, unsigned k) {
    std::uint64_t result = 1;
    for (unsigned i = 1; i <= k; ++i) result = result * (n - k + i) / i;
    return result;
}

template <unsigned accesses>
std::uint64_t placements(unsigned budget) {
    Setup setup{1, accesses_of_one_cpu<accesses>, empty_handler};
    setup.configuration.nmi_budget[0] = budget;
    return explore(setup).search.executions;
}

TEST_CASE("k NMIs with an empty handler have C(n+1+k, k) placements around n accesses", "[nmi]") {
    for (unsigned budget = 0; budget <= 3; ++budget) {
        CHECK(placements<0>(budget) == binomial(1 + budget, budget));
        CHECK(placements<1>(budget) == binomial(2 + budget, budget));
        CHECK(placements<4>(budget) == binomial(5 + budget, budget));
        CHECK(placements<7>(budget) == binomial(8 + budget, budget));
    }
}

template <unsigned accesses>
std::uint64_t placements_of(unsigned softirqs, unsigned hardirqs, unsigned nmis) {
    Setup setup{1, accesses_of_one_cpu<accesses>, empty_handler};
    setup.hardirq = empty_handler;
    setup.softirq = empty_handler;
    setup.configuration.softirq_budget[0] = softirqs;
    setup.configuration.hardirq_budget[0] = hardirqs;
    setup.configuration.nmi_budget[0] = nmis;
    return explore(setup).search.executions;
}

TEST_CASE("hardirqs and softirqs have as many placements, two kinds those of their words", "[interrupts]") {
    for (unsigned budget = 0; budget <= 3; ++budget) {
        CHECK(placements_of<4>(budget, 0, 0) == binomial(5 + budget, budget));
        CHECK(placements_of<4>(0, budget, 0) == binomial(5 + budget, budget));
        std::uint64_t words = 0;
        for (unsigned i = 0; i <= budget; ++i) {
            for (unsigned j = 0; j <= 2; ++j) words += binomial(i + j, i) * binomial(4 + i + j, i + j);
        }
        CHECK(placements_of<4>(0, budget, 2) == words);
    }
}

TEST_CASE("a higher context interrupts a lower one only", "[interrupts]") {
    const CpuProgram one_access = accesses_of_one_cpu<1>;
    Setup setup{1, empty_handler, one_access};
    setup.hardirq = one_access;
    setup.softirq = one_access;
    setup.configuration.hardirq_budget[0] = 1;
    setup.configuration.nmi_budget[0] = 1;
    // No interrupt; one of them; both in either order; the NMI in the hardirq.
    CHECK(explore(setup).search.executions == 6);
    setup.configuration.nmi_budget[0] = 0;
    setup.configuration.softirq_budget[0] = 1;
    CHECK(explore(setup).search.executions == 6);
    setup.configuration.softirq_budget[0] = 0;
    setup.configuration.hardirq_budget[0] = 2;
    CHECK(explore(setup).search.executions == 3);
}

void masked_then_not(unsigned) {
    Machine& machine = Machine::instance();
    const bool outer = machine.irq_save();
    const bool inner = machine.irq_save();
    store(shared().x, 1, relaxed);
    machine.irq_restore(inner);
    store(shared().x, 2, relaxed);
    machine.irq_restore(outer);
    store(shared().x, 3, relaxed);
}

TEST_CASE("irq_save masks hardirqs and softirqs, not NMIs", "[interrupts]") {
    Setup setup{1, masked_then_not, empty_handler};
    setup.hardirq = empty_handler;
    setup.softirq = empty_handler;
    setup.configuration.hardirq_budget[0] = 1;
    CHECK(explore(setup).search.executions == 3);
    setup.configuration.hardirq_budget[0] = 0;
    setup.configuration.softirq_budget[0] = 1;
    CHECK(explore(setup).search.executions == 3);
    setup.configuration.softirq_budget[0] = 0;
    setup.configuration.nmi_budget[0] = 1;
    CHECK(explore(setup).search.executions == 5);
}

TEST_CASE("a return from an interrupt puts the mask back", "[interrupts]") {
    Setup setup{1, accesses_of_one_cpu<2>};
    setup.hardirq = [](unsigned) { Machine::instance().irq_save(); };
    setup.configuration.hardirq_budget[0] = 2;
    CHECK(explore(setup).search.executions == binomial(2 + 1 + 2, 2));
}

void trace_point() {
    Machine::instance().trace_point(static_cast<SiteId>(TestSite::other), 0);
}

/// Counts the programs at trace points. One in an NMI counts as 10.
void count_traced(unsigned cpu) {
    shared().results[cpu][0] += Platform::context() == ContextKind::nmi ? 10 : 1;
    store(shared().x, 1, relaxed);
    trace_point();
}

TEST_CASE("a program at a trace point is not entered again by its own events, nor by an NMI's in it",
          "[trace-point]") {
    Setup setup{1, [](unsigned) { trace_point(); }};
    CHECK(explore(setup).results == std::set<std::string>{"0000 "});
    setup.traced = count_traced;
    CHECK(explore(setup).results == std::set<std::string>{"1000 "});
    setup.nmi = [](unsigned) { trace_point(); };
    setup.configuration.nmi_budget[0] = 1;
    // Before the trace point and at the end, the NMI's own trace point works. In the point's program, at its
    // store and at its trace point, it does not work.
    const Outcomes outcomes = explore(setup);
    CHECK(outcomes.results == std::set<std::string>{"1000 ", "11000 "});
    CHECK(outcomes.search.executions == 5);
}

/// Each program reaches the trace point of the other program.
void count_crosswise(unsigned cpu, unsigned number) {
    shared().results[cpu][number] += 1;
    Machine::instance().trace_point(static_cast<SiteId>(TestSite::other), number == 0 ? 1 : 0, number);
}

TEST_CASE("the guard of a CPU keeps all its trace programs out, one of its own only that program",
          "[trace-point]") {
    using enum TraceGuard;
    Setup setup{1, [](unsigned) { trace_point(); }};
    setup.trace = count_crosswise;
    setup.trace_programs = {{.point = 0}, {.point = 1}};
    CHECK(explore(setup).results == std::set<std::string>{"1000 "});
    setup.trace_programs = {{.point = 0, .guard = per_program}, {.point = 1, .guard = per_program}};
    CHECK(explore(setup).results == std::set<std::string>{"1100 "});
    setup.trace_programs = {{.point = 0}, {.point = 1, .guard = per_program}};
    CHECK(explore(setup).results == std::set<std::string>{"1100 "});
    setup.trace_programs[1].subject = 1;  // the point is reached for another subject
    CHECK(explore(setup).results == std::set<std::string>{"1000 "});
}

void two_sites(unsigned) {
    shared().x.store(1, relaxed, TestSite::access);
    shared().x.store(2, relaxed, TestSite::other);
    shared().x.store(3, relaxed, TestSite::access);
}

TEST_CASE("a window keeps NMIs to its sites", "[nmi]") {
    Setup setup{1, two_sites, empty_handler};
    setup.configuration.nmi_budget[0] = 1;
    setup.configuration.nmi_window.reset();
    setup.configuration.nmi_window.set(static_cast<unsigned>(TestSite::other));
    CHECK(explore(setup).search.executions == 2);
}

void reads_own_store(unsigned cpu) {
    store(shared().x, 1, relaxed);
    store(shared().y, 1, relaxed);
    (void)cpu;
}
void sees_own_cpu(unsigned cpu) {
    const unsigned x = load(shared().x, relaxed);
    const unsigned y = load(shared().y, relaxed);
    shared().results[cpu][0] = 1 + x * 2 + y;
    store(shared().z, 1, relaxed);
}

TEST_CASE("an NMI sees its CPU's earlier stores and no later one", "[nmi]") {
    Setup setup{1, reads_own_store, sees_own_cpu};
    setup.configuration.nmi_budget[0] = 1;
    CHECK(explore(setup).results == std::set<std::string>{"0000 ", "1000 ", "3000 ", "4000 "});
}

void wait_for_flag(unsigned cpu) {
    if (cpu == 0) {
        store(shared().x, 7, release);
        return;
    }
    const auto is_set = [](std::uint32_t value) { return value != 0; };
    shared().results[1][0] = Platform::await(shared().x, is_set, acquire, never, never, TestSite::access);
}

TEST_CASE("a wait ends by the store that satisfies it, without time", "[await]") {
    const Outcomes outcomes = explore({2, wait_for_flag});
    CHECK(outcomes.results == std::set<std::string>{"0000 7000 "});
    CHECK(outcomes.stuck == 0);
    CHECK(outcomes.last_time == 0);
}

void wait_for_nothing(unsigned) {
    const auto is_set = [](std::uint32_t value) { return value != 0; };
    Platform::await(shared().x, is_set, acquire, never, never, TestSite::access);
}

TEST_CASE("a wait that nothing ends is stuck", "[await]") {
    const Outcomes outcomes = explore({2, wait_for_nothing});
    CHECK(outcomes.stuck == outcomes.search.executions);
    CHECK(outcomes.results.empty());
}

void timed_wait(unsigned cpu) {
    const auto is_set = [](std::uint32_t value) { return value != 0; };
    const Nanoseconds poll = (cpu + 1) * ms;
    shared().results[cpu][0] = Platform::await(shared().x, is_set, acquire, poll, 250 * ms, TestSite::access);
    shared().results[cpu][1] = static_cast<unsigned>(Platform::now() / ms);
}

TEST_CASE("the clock jumps from poll time to poll time when no CPU can move", "[clock]") {
    CHECK(explore({2, timed_wait}).results == std::set<std::string>{"0100 0200 "});
}

void poll_in_the_past(unsigned cpu) {
    const auto is_set = [](std::uint32_t value) { return value != 0; };
    if (cpu == 0) store(shared().x, 1, relaxed);
    if (cpu == 1) {
        shared().results[1][0] = Platform::await(shared().x, is_set, acquire, 0, 0, TestSite::access);
    }
}

TEST_CASE("a poll time that is not in the future means one read", "[await]") {
    const Outcomes outcomes = explore({2, poll_in_the_past});
    CHECK(outcomes.results == std::set<std::string>{"0000 0000 ", "0000 1000 "});
    CHECK(outcomes.last_time == 0);
}

void stale_across_a_jump(unsigned cpu) {
    const auto never_holds = [](std::uint32_t) { return false; };
    if (cpu == 0) store(shared().x, 1, relaxed);
    if (cpu == 1) {
        Platform::await(shared().y, never_holds, acquire, 1 * ms, 1 * ms, TestSite::access);
        shared().results[1][0] = load(shared().x, relaxed);
        touch_data();
    }
    if (cpu == 0) touch_data();
}

TEST_CASE("a jump makes stores visible and orders nothing", "[clock]") {
    const Outcomes outcomes = explore({2, stale_across_a_jump});
    CHECK(outcomes.results == std::set<std::string>{"0000 1000 "});
    CHECK(outcomes.races == outcomes.search.executions);
}

void hold(unsigned cpu) {
    if (cpu == 0) {
        Machine::instance().hold(5 * ms, access_info(relaxed, TestSite::other, Source::current()));
        store(shared().x, 1, release);
    } else {
        const auto is_set = [](std::uint32_t value) { return value != 0; };
        Platform::await(shared().x, is_set, acquire, never, never, TestSite::access);
        shared().results[1][0] = static_cast<unsigned>(Platform::now() / ms);
    }
}

TEST_CASE("a hold takes virtual time", "[clock]") {
    CHECK(explore({2, hold}).results == std::set<std::string>{"0000 5000 "});
}

void note_time(unsigned cpu) {
    shared().results[cpu][1] = 1 + static_cast<unsigned>(Platform::now() / ms);
}

TEST_CASE("finished and waiting CPUs take NMIs after a jump", "[nmi]") {
    Setup setup{2, timed_wait, note_time};
    setup.task = [](unsigned cpu) {
        if (cpu == 0) return;
        const auto never_holds = [](std::uint32_t) { return false; };
        Platform::await(shared().x, never_holds, acquire, 3 * ms, 3 * ms, TestSite::access);
    };
    setup.configuration.nmi_budget = {1, 1};
    const std::set<std::string> results = explore(setup).results;
    // Each CPU: no NMI, one before the jump, or one after it.
    CHECK(results.size() == 9);
    CHECK(results.count("0400 0400 ") == 1);
}

void wait_below_nmi(unsigned cpu) {
    if (cpu == 1) {
        Machine::instance().hold(1 * ms, nowhere(0));
        Machine::instance().hold(6 * ms, nowhere(0));
        return store(shared().x, 1, relaxed);
    }
    const auto is_set = [](std::uint32_t value) { return value != 0; };
    shared().results[0][0] = Platform::await(shared().x, is_set, acquire, 5 * ms, 10 * ms, TestSite::access);
    note_time(0);
}
void hold_long(unsigned) {
    Machine::instance().hold(6 * ms, nowhere(0));
}

TEST_CASE("a wait whose poll time passes while an NMI runs above it looks once and returns", "[await]") {
    Setup setup{2, wait_below_nmi, hold_long};
    setup.configuration.nmi_budget[0] = 1;
    // The value that the wait read, the time in milliseconds, and 1. The NMI comes before the wait, at the
    // jump to 1 ms, at the jump to 5 ms, after the wait, or not at all. If it comes at 1 ms it lasts until 7
    // ms, when the store may come before the wait looks or after it.
    const std::set<std::string> all = {"0700 0000 ", "0800 0000 ", "1800 0000 ", "11200 0000 ", "0600 0000 "};
    CHECK(explore(setup).results == all);
}

void endless(unsigned) {
    for (unsigned i = 0;; ++i) store(shared().x, i, relaxed);
}

TEST_CASE("a program that does not end is broken off and reported", "[machine]") {
    const Outcomes outcomes = explore({1, endless});
    CHECK(outcomes.search.executions == 1);
    CHECK(outcomes.livelocks == 1);
    CHECK(outcomes.search.broken_off);
}

TEST_CASE("limits stop a search and are told", "[machine]") {
    Setup setup{2, accesses_of_one_cpu<4>};
    setup.strategy = FullSearch{.prune_independent = false};
    const std::uint64_t all = explore(setup).search.executions;
    CHECK(all == binomial(8, 4));
    setup.limits.executions = all - 1;
    CHECK(explore(setup).search.end == SearchEnd::executions);
    CHECK(explore(setup).search.executions == all - 1);
    setup.limits.executions = 0;
    CHECK(explore(setup).search.end == SearchEnd::by_itself);
}

TEST_CASE("a context bound counts preemptive switches", "[machine]") {
    Setup setup{2, accesses_of_one_cpu<3>};
    setup.strategy = BoundedSearch{.bound = 0};
    CHECK(explore(setup).search.executions == 2);
    setup.strategy = BoundedSearch{.bound = 1};
    // One CPU after the other, or one switch after the first or second access of either CPU.
    CHECK(explore(setup).search.executions == 2 + 2 * 2);
    setup.strategy = BoundedSearch{.bound = 100};
    CHECK(explore(setup).search.executions == binomial(6, 3));
}

TEST_CASE("a poisoned location must be stored to before it is read", "[machine]") {
    const auto uninitialised = [](unsigned cpus, CpuProgram task) {
        const Outcomes outcomes = explore({cpus, task});
        return std::pair(outcomes.search.executions > 0, outcomes.uninitialised);
    };
    const auto unwritten = [](unsigned) {
        store(shared().x, 1, relaxed);
        shared().x.poison();
        load(shared().x, relaxed);
    };
    const auto written = [](unsigned) {
        shared().x.poison();
        store(shared().x, 1, relaxed);
        load(shared().x, relaxed);
    };
    const auto updated = [](unsigned) {
        shared().x.poison();
        shared().x.add_local(1, TestSite::access);
    };
    CHECK(uninitialised(1, unwritten) == std::pair(true, std::uint64_t{1}));
    // Nothing of it remains in the next search.
    CHECK(uninitialised(1, [](unsigned) { load(shared().x, relaxed); }) == std::pair(true, std::uint64_t{0}));
    CHECK(uninitialised(1, written) == std::pair(true, std::uint64_t{0}));
    CHECK(uninitialised(1, updated) == std::pair(true, std::uint64_t{1}));
    const auto waits = [](unsigned cpu) {
        if (cpu == 1) return store(shared().x, 1, relaxed);
        shared().x.poison();
        static_cast<void>(Platform::await(
            shared().x, [](std::uint32_t value) { return value == 1; }, relaxed, never, never,
            TestSite::access));
    };
    CHECK(uninitialised(2, waits).second > 0);
    const auto waits_initialised = [](unsigned cpu) {
        if (cpu == 1) return store(shared().x, 1, relaxed);
        shared().x.poison();
        store(shared().x, 1, relaxed);
        static_cast<void>(Platform::await(
            shared().x, [](std::uint32_t value) { return value == 1; }, relaxed, never, never,
            TestSite::access));
    };
    CHECK(uninitialised(2, waits_initialised).second == 0);
}

TEST_CASE("the same seed walks the same way", "[machine]") {
    Setup setup{2, accesses_of_one_cpu<4>};
    setup.strategy = RandomWalk{.seed = 3};
    setup.limits.executions = 50;
    const auto first = explore(setup);
    CHECK(first.search.executions == 50);
    CHECK(explore(setup).hashes == first.hashes);
}

TEST_CASE("the same search has the same counts", "[machine]") {
    const Outcomes first = explore({3, accesses_of_one_cpu<2>});
    const Outcomes second = explore({3, accesses_of_one_cpu<2>});
    CHECK(first.search.executions == second.search.executions);
    CHECK(first.hashes == second.hashes);
}

}  // namespace
}  // namespace model::relacy
