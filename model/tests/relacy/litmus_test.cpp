// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "relacy_program.hpp"

// The outcomes that Relacy's memory model shows, and those that it does not show: these tests pin the gaps
// that a verdict names.

namespace model::relacy {
namespace {

using Results = std::set<std::string>;

template <Order store_order, Order load_order>
void store_buffering(unsigned cpu) {
    auto& own = cpu == 0 ? shared().x : shared().y;
    auto& other = cpu == 0 ? shared().y : shared().x;
    store(own, 1, store_order);
    shared().results[cpu][0] = load(other, load_order);
}

TEST_CASE("SB: both may miss the other's store, unless all is seq_cst", "[litmus]") {
    CHECK(explore({2, store_buffering<relaxed, relaxed>}).results ==
          Results{two(0, 0, 0, 0), two(0, 0, 1, 0), two(1, 0, 0, 0), two(1, 0, 1, 0)});
    CHECK(explore({2, store_buffering<release, acquire>}).results.count(two(0, 0, 0, 0)) == 1);
    CHECK(explore({2, store_buffering<seq_cst, seq_cst>}).results ==
          Results{two(0, 0, 1, 0), two(1, 0, 0, 0), two(1, 0, 1, 0)});
}

template <Order store_order, Order load_order>
void message_passing(unsigned cpu) {
    if (cpu == 0) {
        store(shared().x, 1, relaxed);
        store(shared().y, 1, store_order);
    } else {
        shared().results[1][0] = load(shared().y, load_order);
        shared().results[1][1] = load(shared().x, relaxed);
    }
}

TEST_CASE("MP: the flag without the data only without release and acquire", "[litmus]") {
    const std::string forbidden = two(0, 0, 1, 0);
    CHECK(explore({2, message_passing<relaxed, relaxed>}).results.count(forbidden) == 1);
    CHECK(explore({2, message_passing<release, relaxed>}).results.count(forbidden) == 1);
    CHECK(explore({2, message_passing<relaxed, acquire>}).results.count(forbidden) == 1);
    CHECK(explore({2, message_passing<release, acquire>}).results ==
          Results{two(0, 0, 0, 0), two(0, 0, 0, 1), two(0, 0, 1, 1)});
}

void message_passing_with_fences(unsigned cpu) {
    if (cpu == 0) {
        store(shared().x, 1, relaxed);
        Platform::fence(release, TestSite::access);
        store(shared().y, 1, relaxed);
    } else {
        shared().results[1][0] = load(shared().y, relaxed);
        Platform::fence(acquire, TestSite::access);
        shared().results[1][1] = load(shared().x, relaxed);
    }
}

TEST_CASE("MP with fences, and with one that is dropped", "[litmus]") {
    CHECK(explore({2, message_passing_with_fences}).results.count(two(0, 0, 1, 0)) == 0);
    Setup setup{2, message_passing_with_fences};
    setup.configuration.weakened.set(static_cast<unsigned>(TestSite::access));
    CHECK(explore(setup).results.count(two(0, 0, 1, 0)) == 1);
}

void load_buffering(unsigned cpu) {
    auto& own = cpu == 0 ? shared().x : shared().y;
    auto& other = cpu == 0 ? shared().y : shared().x;
    shared().results[cpu][0] = load(other, relaxed);
    store(own, 1, relaxed);
}

TEST_CASE("LB: the gap that is named with each verdict", "[litmus]") {
    CHECK(explore({2, load_buffering}).results.count(two(1, 0, 1, 0)) == 0);
}

void coherent_reads(unsigned cpu) {
    if (cpu == 0) {
        store(shared().x, 1, relaxed);
        store(shared().x, 2, relaxed);
    } else {
        shared().results[1][0] = load(shared().x, relaxed);
        shared().results[1][1] = load(shared().x, relaxed);
    }
}

TEST_CASE("CoRR: a location's stores are seen in one order", "[litmus]") {
    const Results results = explore({2, coherent_reads}).results;
    CHECK(results.count(two(0, 0, 1, 0)) == 0);
    CHECK(results.count(two(0, 0, 2, 0)) == 0);
    CHECK(results.count(two(0, 0, 2, 1)) == 0);
    CHECK(results.count(two(0, 0, 1, 2)) == 1);
}

template <Order order>
void race(unsigned cpu) {
    if (cpu == 0) {
        touch_data();
        store(shared().x, 1, order);
    } else if (load(shared().x, acquire) == 1) {
        touch_data();
    }
}

TEST_CASE("plain data without order is a race", "[litmus]") {
    CHECK(explore({2, race<release>}).races == 0);
    CHECK(explore({2, race<relaxed>}).races > 0);
}

TEST_CASE("a site whose order is dropped loses it", "[litmus]") {
    Setup setup{2, race<release>};
    setup.configuration.weakened.set(static_cast<unsigned>(TestSite::access));
    CHECK(explore(setup).races > 0);
}

}  // namespace
}  // namespace model::relacy
