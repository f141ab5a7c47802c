// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <array>

#include "model/tests/compiled/compiled_program.hpp"
#include "model/tests/programs/instructions.hpp"

// Litmus tests in C (programs/litmus.c), compiled at each level of optimisation. They are compared with the
// same programs as calls of the machine: as many executions, with the same results.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

AccessInfo at(Order order) {
    return access_info(order, TestSite::access, Source::current());
}

Machine& machine() {
    return Machine::instance();
}

// ---- the same programs as calls of the machine ----

template <Order stores, Order loads>
void store_buffering(unsigned cpu) {
    store(variable(cpu), 1, stores);
    report(load(variable(1 - cpu), loads));
}

void store_buffering_fenced(unsigned cpu) {
    store(variable(cpu), 1, relaxed);
    machine().fence(at(seq_cst));
    report(load(variable(1 - cpu), relaxed));
}

template <Order stores, Order loads>
void message_passing(unsigned cpu) {
    if (cpu == 0) {
        store(variable(0), 1, relaxed);
        store(variable(1), 1, stores);
    } else {
        report(load(variable(1), loads));
        report(load(variable(0), relaxed));
    }
}

void message_passing_fenced(unsigned cpu) {
    if (cpu == 0) {
        store(variable(0), 1, relaxed);
        machine().fence(at(release));
        store(variable(1), 1, relaxed);
    } else {
        report(load(variable(1), relaxed));
        machine().fence(at(acquire));
        report(load(variable(0), relaxed));
    }
}

void load_buffering(unsigned cpu) {
    report(load(variable(cpu), relaxed));
    store(variable(1 - cpu), 1, relaxed);
}

template <Order stores, Order loads>
void independent_reads(unsigned cpu) {
    if (cpu < 2) {
        store(variable(cpu), 1, stores);
    } else {
        report(load(variable(cpu - 2), loads));
        report(load(variable(3 - cpu), loads));
    }
}

void two_reads_of_one(unsigned cpu) {
    if (cpu == 0) {
        store(variable(0), 1, relaxed);
        store(variable(0), 2, relaxed);
    } else {
        report(load(variable(0), relaxed));
        report(load(variable(0), relaxed));
    }
}

void two_plus_two(unsigned cpu) {
    store(variable(cpu), 1, relaxed);
    store(variable(1 - cpu), 2, relaxed);
}

void exchanges(unsigned cpu) {
    report(exchange(variable(0), cpu + 1, acq_rel));
    report(set_bits(variable(0), 4, relaxed));
    report(machine().update(variable(0).location(), 6, 0, at(relaxed)));
}

void compare_exchange_loop(unsigned) {
    std::uint64_t old = load(variable(0), relaxed);
    while (true) {
        const std::uint64_t desired = old + 1;
        if (machine().compare_exchange(variable(0).location(), old, desired, at(acquire))) break;
    }
    report(old);
}

void additions(unsigned cpu) {
    const native::Location& word = variable(0).location();
    report(machine().add(word, 0xffffffff, cpu + 1, at(acq_rel)));
    report(machine().add(word, 0xffffffff, 0xfffffffd, at(relaxed)));
}

void additions_to_bytes(unsigned cpu) {
    const native::Location& word = variable(0).location();
    const std::uint64_t mask = 0xffU << 8 * cpu;
    report(machine().add(word, mask, mask, at(relaxed)) >> 8 * cpu & 0xff);
    report(machine().add(word, mask, 2U << 8 * cpu, at(relaxed)) >> 8 * cpu & 0xff);
    report(load(variable(0), relaxed));
}

void flips(unsigned cpu) {
    const native::Location& word = variable(0).location();
    report(machine().flip(word, 0xffffffff, 3U << cpu, at(relaxed)));
    report(machine().flip(word, 6, 0xffffffff, at(relaxed)) & 0xff);
    report(machine().flip(word, 0xffff05ff, 0xff00, at(relaxed)) >> 8 & 0xff);
}

void eight_byte_updates(unsigned cpu) {
    const native::Location& wide = variable(4).location();
    const std::uint64_t all = ~std::uint64_t{0};
    report(machine().add(wide, all, std::uint64_t{1} << 33, at(relaxed)) >> 33);
    report(machine().flip(wide, all, std::uint64_t{cpu + 1} << 40, at(relaxed)) >> 33);
}

template <Order failure>
void failed_exchange(unsigned cpu) {
    if (cpu == 0) {
        store(variable(0), 1, relaxed);
        store(variable(1), 1, release);
        return;
    }
    std::uint64_t old = 2;
    report(machine().compare_exchange(variable(1).location(), old, 3, at(acquire), failure) ? 1 : 0);
    report(old);
    report(load(variable(0), relaxed));
}

void exchange_bytes(unsigned cpu) {
    const unsigned shift = 8 * (cpu & 1);
    std::uint64_t old = 0;
    report(machine().compare_exchange(variable(0).location(), old, (cpu + 1) << shift, at(relaxed), relaxed,
                                      0xffU << shift)
               ? 1
               : 0);
    report(old >> shift & 0xff);
    report(load(variable(0), relaxed));
}

/// Waits until the variable has another value than this one.
std::uint64_t await_other(unsigned number, std::uint64_t value) {
    const auto other = [value](std::uint64_t found) { return found != value; };
    return machine().await(variable(number).location(), Condition(other), never, never, at(relaxed));
}

void spinlock(unsigned) {
    while (const unsigned found = exchange(variable(0), 1, acquire)) await_other(0, found);
    store(variable(1), load(variable(1), relaxed) + 1, relaxed);
    store(variable(0), 0, release);
}

void bytes(unsigned cpu) {
    machine().update(variable(0).location(), ~(0xffU << 8 * cpu), (cpu + 1) << 8 * cpu, at(relaxed));
    report(load(variable(0), relaxed));
    report(load(variable(0), relaxed) >> 8 * (1 - cpu) & 0xff);
}

void half_words(unsigned cpu) {
    const std::uint64_t before =
        machine().update(variable(0).location(), ~(0xffffU << 16 * cpu), (cpu + 7) << 16 * cpu, at(relaxed));
    report(before >> 16 * cpu & 0xffff);
    report(load(variable(0), relaxed));
}

void eight_bytes(unsigned cpu) {
    const native::Location& wide = variable(4).location();
    machine().store(wide, std::uint64_t{cpu + 1} << 40, at(relaxed));
    report(machine().load(wide, at(relaxed)) >> 40);
}

void wait(unsigned cpu) {
    if (cpu == 0) {
        store(variable(0), 7, relaxed);
        store(variable(1), 1, release);
        store(variable(1), 2, relaxed);
    } else {
        report(await_not_zero(variable(1), acquire));
        report(load(variable(0), relaxed));
    }
}

void wait_for_byte(unsigned cpu) {
    if (cpu == 0) {
        machine().update(variable(0).location(), ~0xffU, 3, at(relaxed));
        machine().update(variable(0).location(), ~0xff00U, 0x500, at(relaxed));
    } else {
        const auto holds = [](std::uint64_t value) { return (value >> 8 & 0xff) == 5; };
        report(machine().await(variable(0).location(), Condition(holds), never, never, at(relaxed)) >> 8 &
               0xff);
        report(load(variable(0), relaxed));
    }
}

void wait_in_vain(unsigned cpu) {
    if (cpu == 1) store(variable(0), 1, relaxed);
    report(await_value(variable(0), 2, relaxed));
}

void timed_wait(unsigned cpu) {
    if (cpu == 0) {
        store(variable(0), 1, relaxed);
    } else {
        report(await_value(variable(0), 2, relaxed, ms, ms));
    }
    report_time();
}

void pause_loop(unsigned cpu) {
    if (cpu == 0) {
        store(variable(0), 1, relaxed);
        store(variable(0), 2, relaxed);
    } else {
        std::uint64_t found = load(variable(0), relaxed);
        while (found != 2) found = await_other(0, found);
        report(load(variable(0), relaxed));
    }
}

void plain_pair(unsigned cpu) {
    if (cpu != 0) return;
    store(variable(0), 1, relaxed);
    store(variable(1), 1, relaxed);
}

void look_at_pair(unsigned) {
    report(load(variable(0), relaxed));
    report(load(variable(1), relaxed));
}

void increment(unsigned) {
    store(variable(0), load(variable(0), relaxed) + 1, relaxed);
}

void masked(unsigned) {
    const bool was_masked = machine().irq_save();
    store(variable(0), 1, relaxed);
    store(variable(1), 1, relaxed);
    machine().irq_restore(was_masked);
}

Variable& counter(unsigned cpu) {
    return variable(5 + cpu);
}

void per_cpu(unsigned cpu) {
    store(counter(cpu), cpu + 3, relaxed);
    report(load(counter(1 - cpu), relaxed));
    report(counter(cpu).load_local(TestSite::access));
}

void own_counter(unsigned cpu) {
    report(counter(cpu).add_local(2, TestSite::access));
    report(load(counter(1 - cpu), relaxed));
    report(counter(cpu).add_local(-1, TestSite::access));
}

// ---- the comparison ----

/// A function of litmus.c, and the same program by hand.
struct Pair {
    const char* name;
    CpuProgram task;
    unsigned cpus = 2;
    const char* handler_name = nullptr;
    CpuProgram handler = nullptr;
    unsigned interrupts = 0;
    bool as_hardirq = false;
};

const Pair pairs[] = {
    {"sb_relaxed", store_buffering<relaxed, relaxed>},
    {"sb_ordered", store_buffering<release, acquire>},
    {"sb_seq_cst", store_buffering<seq_cst, seq_cst>},
    {"sb_fenced", store_buffering_fenced},
    {"mp_relaxed", message_passing<relaxed, relaxed>},
    {"mp_released", message_passing<release, relaxed>},
    {"mp_ordered", message_passing<release, acquire>},
    {"mp_fenced", message_passing_fenced},
    {"lb", load_buffering},
    {"iriw_ordered", independent_reads<release, acquire>, 4},
    {"iriw_seq_cst", independent_reads<seq_cst, seq_cst>, 4},
    {"corr", two_reads_of_one},
    {"two_plus_two", two_plus_two},
    {"exchanges", exchanges},
    {"exchanges", exchanges, 3},
    {"cas_loop", compare_exchange_loop, 3},
    {"additions", additions},
    {"additions_to_bytes", additions_to_bytes},
    {"flips", flips},
    {"eight_byte_updates", eight_byte_updates},
    {"failed_relaxed", failed_exchange<relaxed>},
    {"failed_acquire", failed_exchange<acquire>},
    {"exchange_bytes", exchange_bytes, 3},
    {"spinlock", spinlock, 3},
    {"bytes", bytes},
    {"half_words", half_words},
    {"eight_bytes", eight_bytes},
    {"wait", wait},
    {"wait_for_byte", wait_for_byte},
    {"wait_in_vain", wait_in_vain},
    {"timed_wait", timed_wait},
    {"pause_loop", pause_loop},
    {"plain_pair", plain_pair, 1, "look_at_pair", look_at_pair, 1},
    {"plain_pair", plain_pair, 2, "look_at_pair", look_at_pair, 1},
    {"plain_increment", increment, 1, "plain_increment", increment, 2},
    {"plain_increment", increment, 2, "plain_increment", increment, 1},
    {"masked", masked, 1, "look_at_pair", look_at_pair, 1},
    {"masked", masked, 1, "look_at_pair", look_at_pair, 1, true},
    {"spinlock", spinlock, 2, "look_at_pair", look_at_pair, 1},
    {"per_cpu", per_cpu},
    {"own_counter", own_counter},
    {"own_counter", own_counter, 2, "own_counter", own_counter, 1},
};

Setup setup_of(const Pair& pair) {
    Setup setup{pair.cpus, pair.task, pair.handler};
    setup.hardirq = pair.handler;
    for (unsigned cpu = 0; cpu < pair.cpus; ++cpu) {
        auto& budget = pair.as_hardirq ? setup.configuration.hardirq_budget : setup.configuration.nmi_budget;
        budget[cpu] = pair.interrupts;
    }
    return setup;
}

/// The results of a search, with the final values.
struct Found {
    std::uint64_t executions = 0;
    std::uint64_t stuck = 0;
    std::uint64_t livelocks = 0;
    Results results;
    std::set<std::array<std::uint64_t, max_cpus>> values;

    friend bool operator==(const Found&, const Found&) = default;
};

Found found(const std::function<Outcomes(const std::function<void(const Execution&)>&)>& search) {
    Found found;
    const Outcomes outcomes = search([&](const Execution&) {
        std::array<std::uint64_t, max_cpus> values{};
        for (unsigned i = 0; i < values.size(); ++i) {
            values[i] = machine().final_value(variable(i).location());
        }
        found.values.insert(values);
    });
    found.executions = outcomes.search.executions;
    found.stuck = outcomes.stuck;
    found.livelocks = outcomes.livelocks;
    found.results = outcomes.results;
    return found;
}

std::string text_of(const Found& found) {
    std::string text = std::to_string(found.executions) + " executions, " + std::to_string(found.stuck) +
                       " stuck, " + std::to_string(found.livelocks) + " livelocks, " +
                       std::to_string(found.values.size()) + " final states:";
    for (const std::string& result : found.results) text += " (" + result + ")";
    return text;
}

void check_all(const char* object) {
    load_compiled(object);
    for (const Pair& pair : pairs) {
        const Setup setup = setup_of(pair);
        const Found by_hand = found([&](const auto& look) { return explore(setup, look); });
        const Found in_c = found(
            [&](const auto& look) { return explore_compiled(setup, pair.name, pair.handler_name, look); });
        INFO(object << ", " << pair.name << ", " << pair.cpus << " CPUs, " << pair.interrupts
                    << " interrupts\n"
                    << text_of(by_hand) << "\n"
                    << text_of(in_c));
        CHECK(by_hand == in_c);
    }
}

TEST_CASE("litmus tests in C have the executions of the machine's own programs, at each optimisation",
          "[compiled]") {
    check_all(RQCHECK_PROGRAMS "/litmus-O0.so");
    check_all(RQCHECK_PROGRAMS "/litmus-O1.so");
    check_all(RQCHECK_PROGRAMS "/litmus-O2.so");
    check_all(RQCHECK_PROGRAMS "/litmus-O3.so");
}

Results results_of(const char* task, unsigned cpus = 2) {
    return explore_compiled({.cpus = cpus}, task).results;
}

TEST_CASE("litmus tests in C have the results that are known", "[compiled]") {
    load_compiled(RQCHECK_PROGRAMS "/litmus-O1.so");
    CHECK(results_of("sb_relaxed") == Results{"0 | 0", "0 | 1", "1 | 0", "1 | 1"});
    CHECK(results_of("sb_ordered") == Results{"0 | 0", "0 | 1", "1 | 0", "1 | 1"});
    CHECK(results_of("sb_seq_cst") == Results{"0 | 1", "1 | 0", "1 | 1"});
    CHECK(results_of("sb_fenced") == Results{"0 | 1", "1 | 0", "1 | 1"});
    CHECK(results_of("mp_relaxed").contains("| 1 0"));
    CHECK(results_of("mp_released").contains("| 1 0"));
    CHECK(results_of("mp_ordered") == Results{"| 0 0", "| 0 1", "| 1 1"});
    CHECK(results_of("mp_fenced") == Results{"| 0 0", "| 0 1", "| 1 1"});
    CHECK_FALSE(results_of("lb").contains("1 | 1"));
    CHECK(results_of("iriw_ordered", 4).contains("| | 1 0 | 1 0"));
    CHECK_FALSE(results_of("iriw_seq_cst", 4).contains("| | 1 0 | 1 0"));
    CHECK(results_of("corr") == Results{"| 0 0", "| 0 1", "| 0 2", "| 1 1", "| 1 2", "| 2 2"});
    CHECK(explore_compiled({.cpus = 2}, "two_plus_two").search.executions == 4);
    CHECK(explore_compiled({.cpus = 3}, "cas_loop").results.size() == 6);
    CHECK(results_of("failed_relaxed") == Results{"| 0 0 0", "| 0 0 1", "| 0 1 0", "| 0 1 1"});
    CHECK(results_of("failed_acquire") == Results{"| 0 0 0", "| 0 0 1", "| 0 1 1"});
    CHECK(results_of("wait") == Results{"| 1 7", "| 2 0", "| 2 7"});
    CHECK(explore_compiled({.cpus = 2}, "wait_in_vain").stuck != 0);
}

}  // namespace
}  // namespace model::tests
