// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/native/native_program.hpp"
#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/instructions.hpp"
#include "model/tests/programs/random_program.hpp"

// Loops of reads and of failing compare-exchanges are waits: a round that changes nothing is no step.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

bool exchange_if(Variable& variable, std::uint64_t expected, std::uint64_t desired, Order order) {
    const AccessInfo info = access_info(order, TestSite::access, Source::current());
    return Machine::instance().compare_exchange(variable.location(), expected, desired, info);
}

TEST_CASE("a loop that re-reads waits for a store", "[loop]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 1) return store(variable(0), 7, release);
                                           unsigned found = 0;
                                           while (found == 0) found = load(variable(0), acquire);
                                           report(found);
                                       }});
    CHECK(outcomes.results == Results{"7 |"});
    CHECK(outcomes.stuck == 0);
    CHECK(outcomes.livelocks == 0);
    CHECK_FALSE(outcomes.search.broken_off);
}

TEST_CASE("a loop that keeps what it has read for accesses through it waits too", "[loop]") {
    const Outcomes outcomes =
        explore({2, [](unsigned cpu) {
                     if (cpu == 1) {
                         store(variable(1), 5, relaxed);
                         return store(variable(0), 7, release);
                     }
                     Dependent<std::uint32_t> found;
                     while (found == 0) {
                         found = variable(0).load(dependency, TestSite::access);
                     }
                     report(variable(1).load(relaxed, TestSite::access, found.dependency));
                 }});
    CHECK(outcomes.results == Results{"5 |"});
    CHECK_FALSE(outcomes.search.broken_off);
}

TEST_CASE("a loop that nothing ends is stuck, and the record says where", "[loop]") {
    const auto look = [&](const Execution& execution) {
        CHECK(execution.cpu[0].end == CpuEnd::blocked);
        CHECK(execution.cpu[0].blocked_at == static_cast<SiteId>(TestSite::access));
        CHECK(execution.cpu[0].blocked_on == variable(0).id());
    };
    const Outcomes outcomes = explore({2,
                                       [](unsigned cpu) {
                                           if (cpu == 1) return store(variable(1), 1, relaxed);
                                           while (load(variable(0), relaxed) == 0) {
                                           }
                                       }},
                                      look);
    CHECK(outcomes.search.executions == 1);
    CHECK(outcomes.stuck == 1);
    CHECK_FALSE(outcomes.search.broken_off);
}

TEST_CASE("a spinlock of failing compare-exchanges excludes", "[loop]") {
    const Outcomes outcomes = explore({3, [](unsigned cpu) {
                                           while (!exchange_if(variable(0), 0, 1, acquire)) {
                                           }
                                           write_data();
                                           report(cpu);
                                           store(variable(0), 0, release);
                                       }});
    CHECK(outcomes.races == 0);
    CHECK(outcomes.stuck == 0);
    CHECK(outcomes.livelocks == 0);
    CHECK(outcomes.results == Results{"0 | 1 | 2"});
    CHECK_FALSE(outcomes.search.broken_off);
}

TEST_CASE("a loop over two variables goes on by either of them", "[loop]") {
    const Outcomes outcomes = explore({3, [](unsigned cpu) {
                                           if (cpu < 2) return store(variable(cpu), cpu + 1, relaxed);
                                           while (true) {
                                               const unsigned first = load(variable(0), relaxed);
                                               const unsigned second = load(variable(1), relaxed);
                                               if (first + second != 0) return report(10 * first + second);
                                           }
                                       }});
    CHECK(outcomes.results == Results{"| | 10", "| | 2", "| | 12"});
    CHECK(outcomes.stuck == 0);
}

TEST_CASE("a loop that counts its rounds is no wait up to its end", "[loop]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 1) return store(variable(0), 1, relaxed);
                                           unsigned rounds = 0;
                                           while (rounds < 5 && load(variable(0), relaxed) == 0) ++rounds;
                                           report(rounds);
                                       }});
    CHECK(outcomes.results == Results{"0 |", "1 |", "2 |", "3 |", "4 |", "5 |"});
    CHECK(outcomes.search.executions == 6);
}

TEST_CASE("a loop that stores in each round is broken off", "[loop]") {
    const Outcomes outcomes = explore({1, [](unsigned) {
                                           while (load(variable(0), relaxed) == 0)
                                               store(variable(1), 1, relaxed);
                                       }});
    CHECK(outcomes.livelocks == 1);
    CHECK(outcomes.search.broken_off);
}

void read_twice() {
    for (unsigned i = 0; i < 2; ++i) load(variable(0), relaxed);
}

TEST_CASE("a loop whose rounds read twice and store is no wait", "[loop]") {
    const Outcomes outcomes = explore({1, [](unsigned) {
                                           while (true) {
                                               read_twice();
                                               store(variable(1), 1, relaxed);
                                           }
                                       }});
    CHECK(outcomes.stuck == 0);
    CHECK(outcomes.livelocks == 1);
}

Platform::CpuLocal<unsigned>& rounds() {
    static Platform::CpuLocal<unsigned> rounds;
    return rounds;
}

/// A function of its own, which leaves nothing of the number in the frame of the caller.
[[gnu::noinline]] bool is_last_round() {
    const unsigned round = rounds().load(TestSite::access) + 1;
    rounds().store(round, TestSite::access);
    return round == 5;
}

TEST_CASE("a loop that changes a CPU-local variable is no wait", "[loop]") {
    const Outcomes outcomes = explore({1, [](unsigned) {
                                           do load(variable(0), relaxed);
                                           while (!is_last_round());
                                           report(rounds().load(TestSite::access));
                                       }});
    CHECK(outcomes.results == Results{"5"});
}

TEST_CASE("a loop in which the program masks interrupts is no wait", "[loop]") {
    const Outcomes outcomes = explore({1, [](unsigned) {
                                           while (!Machine::instance().irq_save()) load(variable(0), relaxed);
                                           report(1);
                                       }});
    CHECK(outcomes.results == Results{"1"});
}

TEST_CASE("a loop that reports its rounds is no wait", "[loop]") {
    const Outcomes outcomes = explore({1, [](unsigned) {
                                           while (true) {
                                               read_twice();
                                               report(1);
                                           }
                                       }});
    CHECK(outcomes.stuck == 0);
    CHECK(outcomes.livelocks == 1);
}

TEST_CASE("a loop outlasts jumps of the clock", "[loop]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 1) {
                                               hold(3 * ms);
                                               store(variable(0), 1, relaxed);
                                               hold(3 * ms);
                                               return store(variable(0), 2, relaxed);
                                           }
                                           while (load(variable(0), relaxed) != 2) {
                                           }
                                           report_time();
                                       }});
    CHECK(outcomes.results == Results{"6 |"});
    CHECK(outcomes.stuck == 0);
}

TEST_CASE("an interrupt ends the loop below it", "[loop]") {
    Setup setup{1, [](unsigned) {
                    while (load(variable(0), relaxed) == 0) {
                    }
                    report(1);
                }};
    setup.nmi = [](unsigned) { store(variable(0), 1, relaxed); };
    setup.configuration.nmi_budget[0] = 1;
    setup.configuration.nmi_window.set();
    const Outcomes outcomes = explore(setup);
    CHECK(outcomes.results == Results{"[ ] 1"});
    CHECK(outcomes.stuck == 1);
}

// ---- random programs ----

/// The results of a program's executions, without the reads of its waits: these differ between a loop and a
/// wait of the machine.
class Collector final : public Observer {
  public:
    void finished(FinishedExecution& finished) override {
        const Execution& execution = finished.record();
        std::string text = execution.failures.stuck ? "stuck" : "";
        for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) text += " |" + text_of(execution.cpu[cpu]);
        results.insert(text);
        some_do_not_end |= execution.failures.livelock;
    }
    bool progress(const Progress&) override { return true; }

    Results results;
    bool some_do_not_end = false;

  private:
    static std::string text_of(const CpuRecord& cpu) {
        std::string text;
        for (const Event& event : cpu.events) {
            const bool is_of_wait = event.file != nullptr && std::string(event.file) == wait_source.file;
            if (event.operation == Operation::read && is_of_wait) continue;
            text += ' ' + std::to_string(static_cast<unsigned>(event.operation)) + ':' +
                    std::to_string(event.location) + ':' + std::to_string(event.read) + ':' +
                    std::to_string(event.written);
        }
        return text;
    }
};

bool has_untimed_wait(const Program& program) {
    for (const Code& code : program.tasks) {
        for (const Instruction& instruction : code) {
            if (instruction.kind == Instruction::Kind::await) return true;
        }
    }
    return false;
}

TEST_CASE("a loop that reads until a value is there is the machine's wait", "[loop]") {
    unsigned compared = 0;
    for (const MemoryModel memory_model : {MemoryModel::rc11, MemoryModel::tso, MemoryModel::sc}) {
        for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
            Program program = random_program(seed, {});
            if (!has_untimed_wait(program)) continue;
            program.memory_model = memory_model;
            const Search search = at_most(20'000);
            Collector waits;
            const SearchResult of_waits = search_on_native(program, search, waits);
            program.waits_loop = true;
            Collector loops;
            const SearchResult of_loops = search_on_native(program, search, loops);
            if (of_waits.end != SearchEnd::by_itself || of_loops.end != SearchEnd::by_itself) continue;
            INFO("program " << seed << "\n" << to_text(program));
            REQUIRE_FALSE(loops.some_do_not_end);
            REQUIRE(loops.results == waits.results);
            ++compared;
        }
    }
    CHECK(compared > 1000);
}

}  // namespace
}  // namespace model::tests
