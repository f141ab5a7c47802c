// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <stdexcept>

#include "model/tests/native/native_program.hpp"
#include "model/tests/programs/instructions.hpp"

// Sites, limits of a program, and what a program leaves in the machine.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

constexpr auto access_site = static_cast<SiteId>(TestSite::access);
constexpr auto other_site = static_cast<SiteId>(TestSite::other);

// ---- sites that are dropped or weakened ----

void message_passing_with_fences(unsigned cpu) {
    if (cpu == 0) {
        store(variable(0), 1, relaxed);
        Platform::fence(release, TestSite::other);
        store(variable(1), 1, relaxed);
    } else {
        report(load(variable(1), relaxed));
        Platform::fence(acquire, TestSite::access);
        report(load(variable(0), relaxed));
    }
}

/// The fence is at the other site. Then there is no fence there, for two reasons.
void check_fence_at_other_site(Setup setup, const Results& ordered, const Results& unordered) {
    CHECK(explore(setup).results == ordered);
    setup.configuration.dropped.set(other_site);
    CHECK(explore(setup).results == unordered);
    setup.configuration.dropped.reset();
    setup.configuration.weakened.set(other_site);
    CHECK(explore(setup).results == unordered);
}

TEST_CASE("a fence that is dropped or weakened is none", "[sites]") {
    check_fence_at_other_site({2, message_passing_with_fences}, {"| 0 0", "| 0 1", "| 1 1"},
                              {"| 0 0", "| 0 1", "| 1 0", "| 1 1"});
}

void store_buffering_with_fences(unsigned cpu) {
    store(variable(cpu), 1, relaxed);
    Platform::fence(seq_cst, TestSite::other);
    report(load(variable(1 - cpu), relaxed));
}

TEST_CASE("a seq_cst fence that is dropped or weakened is none", "[sites]") {
    check_fence_at_other_site({2, store_buffering_with_fences}, {"0 | 1", "1 | 0", "1 | 1"},
                              {"0 | 0", "0 | 1", "1 | 0", "1 | 1"});
}

void store_at_other_site(unsigned) {
    store(variable(0), 1, relaxed);
    variable(0).store(2, relaxed, TestSite::other);
    report(load(variable(0), relaxed));
    report(variable(1).add_local(1, TestSite::access));
    report(variable(1).add_local(1, TestSite::other));
    report(load(variable(1), relaxed));
}

TEST_CASE("a store that is dropped does not happen", "[sites]") {
    Setup setup{1, store_at_other_site};
    CHECK(explore(setup).results == Results{"2 1 2 2"});
    setup.configuration.dropped.set(other_site);
    CHECK(explore(setup).results == Results{"1 1 2 1"});
}

void two_updates(unsigned cpu) {
    const auto info = access_info(acquire, cpu == 0 ? TestSite::other : TestSite::access, Source::current());
    report(Machine::instance().update(variable(0).location(), ~0U, 1U << cpu, info));
}

TEST_CASE("an update that is dropped only reads", "[sites]") {
    Setup setup{2, two_updates};
    CHECK(explore(setup).results == Results{"0 | 1", "2 | 0"});
    setup.configuration.dropped.set(other_site);
    CHECK(explore(setup).results == Results{"0 | 0", "2 | 0"});
}

template <Order stores, Order loads>
void pass_data(unsigned cpu) {
    if (cpu == 0) {
        write_data();
        variable(0).store(1, stores, TestSite::other);
    } else if (variable(0).load(loads, TestSite::access) == 1) {
        read_data();
    }
}

TEST_CASE("a site that is weakened is relaxed, be it the release or the acquire", "[sites]") {
    Setup setup{2, pass_data<release, acquire>};
    CHECK(explore(setup).races == 0);
    setup.configuration.weakened.set(other_site);
    CHECK(explore(setup).races == 1);
    setup.configuration.weakened.reset();
    setup.configuration.weakened.set(access_site);
    CHECK(explore(setup).races == 1);
    CHECK(explore({2, pass_data<relaxed, acquire>}).races == 1);
    CHECK(explore({2, pass_data<release, relaxed>}).races == 1);
}

TEST_CASE("an update, a compare-exchange and a wait are weakened too", "[sites]") {
    Setup setup{2, [](unsigned cpu) {
                    if (cpu == 0) {
                        write_data();
                        set_bits(variable(0), 1, release);
                        return;
                    }
                    await_not_zero(variable(0), relaxed);
                    std::uint64_t expected = 1;
                    Machine::instance().compare_exchange(
                        variable(0).location(), expected, 2,
                        access_info(acquire, TestSite::other, Source::current()));
                    read_data();
                }};
    CHECK(explore(setup).races == 0);
    setup.configuration.weakened.set(access_site);
    CHECK(explore(setup).races == 1);
    setup.configuration.weakened.reset();
    setup.configuration.weakened.set(other_site);
    CHECK(explore(setup).races == 1);
    setup.task = [](unsigned cpu) {
        if (cpu == 0) {
            write_data();
            variable(0).store(1, release, TestSite::other);
        } else {
            await_not_zero(variable(0), acquire);
            read_data();
        }
    };
    setup.configuration.weakened.reset();
    CHECK(explore(setup).races == 0);
    setup.configuration.weakened.set(access_site);
    CHECK(explore(setup).races == 1);
}

// ---- state of a CPU ----

native::Platform::CpuLocal<unsigned>& local_variable() {
    static native::Platform::CpuLocal<unsigned> variable;
    return variable;
}

void count_loads_of_one(unsigned cpu) {
    if (cpu == 0) return store(variable(0), 1, relaxed);
    for (unsigned i = 0; i < 3; ++i) {
        if (load(variable(0), relaxed) == 0) continue;
        local_variable().store(local_variable().load(TestSite::access) + 1, TestSite::access);
    }
    report(local_variable().load(TestSite::access));
}

TEST_CASE("a CPU-local variable follows its CPU back to earlier states", "[machine]") {
    // None of the loads sees the store, or the last one, the last two or all three see it.
    const Outcomes outcomes = explore({2, count_loads_of_one});
    CHECK(outcomes.results == Results{"| 0", "| 1", "| 2", "| 3"});
    CHECK(outcomes.search.executions == 4);
}

TEST_CASE("choices multiply, and a choice of one is none", "[machine]") {
    const Outcomes outcomes = explore({1, [](unsigned) {
                                           Machine& machine = Machine::instance();
                                           report(machine.choose(3));
                                           report(machine.choose(1));
                                           report(machine.choose(2));
                                       }});
    CHECK(outcomes.results == Results{"0 0 0", "0 0 1", "1 0 0", "1 0 1", "2 0 0", "2 0 1"});
    CHECK(outcomes.search.executions == 6);
}

// ---- locations ----

void reports_whether_its_location_is_known(unsigned) {
    const Machine& machine = Machine::instance();
    report(machine.graph_view().knows(variable(max_cpus - 1).id()) ? 1 : 0);
}

TEST_CASE("the graph knows the locations that were there when the search began", "[machine]") {
    variable(0);
    CHECK(explore({1, reports_whether_its_location_is_known}).results == Results{"1"});
}

void waits_for_a_new_variable(unsigned) {
    static Variable made_by_the_program;
    report(await_not_zero(made_by_the_program, relaxed, 1 * ms, 1 * ms));
}

TEST_CASE("a wait may be the first access to a location that the program makes", "[machine]") {
    CHECK(explore({1, waits_for_a_new_variable}).results == Results{"0"});
}

// ---- programs that do not end as they should ----

void checks_that_all_is_well() {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           store(variable(cpu), 1, relaxed);
                                           report(load(variable(1 - cpu), relaxed));
                                       }});
    CHECK(outcomes.results == Results{"0 | 0", "0 | 1", "1 | 0", "1 | 1"});
    CHECK(outcomes.search.executions == 4);
    CHECK(outcomes.assertions == 0);
}

/// Restores the initial values, which other tests expect.
struct Initially {
    Initially(unsigned number, std::uint64_t value) : location(variable(number).location()) {
        location.set_initial(value);
    }
    ~Initially() { location.set_initial(0); }
    Initially(const Initially&) = delete;
    Initially& operator=(const Initially&) = delete;

    native::Location& location;
};

TEST_CASE("a location begins with the value that it was given", "[machine]") {
    const Initially first(0, 5);
    const Initially second(1, 1);
    const Outcomes read = explore({2, [](unsigned cpu) {
                                       if (cpu == 0) return store(variable(0), 1, relaxed);
                                       report(load(variable(0), relaxed));
                                   }});
    CHECK(read.results == Results{"| 1", "| 5"});
    const Outcomes changed = explore({1, [](unsigned) {
                                          report(set_bits(variable(0), 2, relaxed));
                                          report(load(variable(0), relaxed));
                                          report(variable(1).load_local(TestSite::access));
                                          report(variable(1).add_local(2, TestSite::access));
                                      }});
    CHECK(changed.results == Results{"5 7 1 3"});
    const Outcomes waits = explore({1, [](unsigned) { report(await_value(variable(0), 5, relaxed)); }});
    CHECK(waits.results == Results{"5"});
    CHECK(Machine::instance().final_value(first.location) == 5);
}

TEST_CASE("what a program throws comes out of the search, and the machine can be used again", "[machine]") {
    SECTION("before its first access") {
        CHECK_THROWS_AS(explore({2, [](unsigned) { throw std::runtime_error("at once"); }}),
                        std::runtime_error);
    }
    SECTION("in some of the executions only") {
        Setup setup{2, [](unsigned cpu) {
                        if (cpu == 0) return store(variable(0), 1, relaxed);
                        load(variable(1), relaxed);
                        if (load(variable(0), relaxed) == 0) throw std::domain_error("too early");
                    }};
        CHECK_THROWS_AS(explore(setup), std::domain_error);
    }
    SECTION("in an interrupt") {
        Setup setup{1, [](unsigned) { store(variable(0), 1, relaxed); },
                    [](unsigned) { throw std::out_of_range("interrupted"); }};
        CHECK(explore(setup).search.executions == 1);
        setup.configuration.nmi_budget[0] = 1;
        CHECK_THROWS_AS(explore(setup), std::out_of_range);
    }
    SECTION("when the clock has jumped") {
        Setup setup{1, [](unsigned) {
                        hold(1 * ms);
                        throw std::length_error("late");
                    }};
        CHECK_THROWS_AS(explore(setup), std::length_error);
    }
    SECTION("it is caught within the program") {
        const Outcomes outcomes = explore({1, [](unsigned) {
                                               try {
                                                   store(variable(0), 1, relaxed);
                                                   throw std::runtime_error("caught");
                                               } catch (const std::runtime_error&) {
                                                   report(1);
                                               }
                                           }});
        CHECK(outcomes.results == Results{"1"});
    }
    SECTION("the observer throws") {
        const Setup setup{1, [](unsigned) { store(variable(0), 1, relaxed); }};
        const auto look = [](const Execution&) { throw std::logic_error("seen enough"); };
        CHECK_THROWS_AS(explore(setup, look), std::logic_error);
    }
    checks_that_all_is_well();
}

TEST_CASE("a search that ends by an exception gives its memory back", "[machine]") {
    const Setup setup{1, [](unsigned) {
                          store(variable(0), 1, relaxed);
                          throw std::runtime_error("after an access");
                      }};
    const native::Arena::Mark before = Machine::instance().arena().mark();
    CHECK_THROWS_AS(explore(setup), std::runtime_error);
    CHECK((Machine::instance().arena().mark() == before));
}

TEST_CASE("an execution that does not end by itself is broken off and reported", "[machine]") {
    unsigned abandoned = 0;
    const auto look = [&](const Execution& execution) {
        if (execution.cpu[0].end == CpuEnd::abandoned && !execution.complete()) ++abandoned;
    };
    const Setup endless{1, [](unsigned) {
                            for (unsigned i = 0;; ++i) store(variable(0), i, relaxed);
                        }};
    const Outcomes outcomes = explore(endless, look);
    CHECK(outcomes.search.executions == 1);
    CHECK(outcomes.search.broken_off);
    CHECK(outcomes.livelocks == 1);
    CHECK(outcomes.assertions == 0);
    CHECK(outcomes.stuck == 0);
    CHECK(abandoned == 1);
    checks_that_all_is_well();
}

TEST_CASE("a program's own failed assertion is reported, in the executions where it fails", "[machine]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 0) return store(variable(0), 1, relaxed);
                                           if (load(variable(0), relaxed) == 0) {
                                               Machine::instance().fail_assertion();
                                           }
                                       }});
    CHECK(outcomes.search.executions == 2);
    CHECK(outcomes.assertions == 1);
}

}  // namespace
}  // namespace model::tests
