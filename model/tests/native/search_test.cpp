// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <fstream>

#include <unistd.h>

#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/instructions.hpp"
#include "model/tests/programs/random_program.hpp"

// Properties of a search apart from its results: deterministic, without repetition, bounded, flat in memory.

namespace model::tests {
namespace {

using Sequence = std::vector<std::string>;

class SequenceOfGraphs final : public Observer {
  public:
    void finished(FinishedExecution& finished) override {
        graphs.push_back(graph_text(finished.record(), first_variable()));
    }
    bool progress(const Progress&) override { return true; }

    Sequence graphs;
};

Sequence sequence_of(const Program& program, const Search& search = {}) {
    SequenceOfGraphs observer;
    search_on_native(program, search, observer);
    return observer.graphs;
}

/// This has 12! / 3!^4 executions, enough to stop a search in the middle.
Program large_program() {
    return program_of({4, std::vector<Instruction>(3, exchange(x, 1, relaxed))});
}
constexpr std::uint64_t large_program_executions = 369'600;

TEST_CASE("the same search shows the same graphs in the same order", "[search]") {
    const Shape shape;
    Program before = random_program(1000, shape);
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Program program = random_program(seed, shape);
        INFO("program " << seed << "\n" << to_text(program));
        const Sequence first = sequence_of(program, at_most(2000));
        sequence_of(before, at_most(10));  // leaves the machine in another state
        REQUIRE(sequence_of(program, at_most(2000)) == first);
        before = program;
    }
}

TEST_CASE("no graph comes up twice", "[search]") {
    Shape shape;
    shape.max_cpus = 4;
    shape.max_instructions = 12;
    std::uint64_t graphs = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const Program program = random_program(seed, shape);
        Sequence sequence = sequence_of(program, at_most(2000));
        graphs += sequence.size();
        std::sort(sequence.begin(), sequence.end());
        const auto twice = std::adjacent_find(sequence.begin(), sequence.end());
        INFO("program " << seed << "\n" << to_text(program));
        INFO((twice == sequence.end() ? "" : *twice));
        REQUIRE(twice == sequence.end());
    }
    CHECK(graphs > 10'000);  // the programs are large enough to tell
}

TEST_CASE("adding waits late or as they come finds the same graphs", "[search]") {
    const Shape shape;
    constexpr std::size_t enough = 2000;
    unsigned compared = 0;
    const Search as_they_come{.wait_order = native::WaitOrder::as_they_come};
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Program program = random_program(seed, shape);
        INFO("program " << seed << "\n" << to_text(program));
        Sequence late = sequence_of(program, at_most(enough));
        if (late.size() == enough) continue;
        ++compared;
        Sequence early = sequence_of(program, as_they_come);
        std::sort(late.begin(), late.end());
        std::sort(early.begin(), early.end());
        REQUIRE(late == early);
    }
    CHECK(compared > 90);
}

TEST_CASE("a bound on executions stops the search at exactly that many, the first ones", "[search]") {
    const Program program = program_of({3, std::vector<Instruction>(2, exchange(x, 1, relaxed))});
    const Sequence all = sequence_of(program);
    REQUIRE(all.size() == 90);
    for (const std::size_t bound : {1U, 2U, 17U, 89U, 90U}) {
        SequenceOfGraphs observer;
        const SearchResult result = search_on_native(program, at_most(bound), observer);
        // With exactly as many executions as the limit the search has ended by itself: nothing was left out.
        CHECK(result.end == (bound == 90 ? SearchEnd::by_itself : SearchEnd::executions));
        CHECK(result.executions == bound);
        CHECK(observer.graphs == Sequence(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(bound)));
    }
    SequenceOfGraphs observer;
    const SearchResult result = search_on_native(program, at_most(91), observer);
    CHECK(result.end == SearchEnd::by_itself);
    CHECK(result.executions == 90);
}

/// Lets the search go on until it has been asked a number of times.
class Interrupting final : public Observer {
  public:
    explicit Interrupting(unsigned at_question) : at_question_(at_question) {}

    void finished(FinishedExecution&) override { ++executions; }
    bool progress(const Progress& now) override {
        told_the_number = now.executions == executions;
        time_went_on = now.seconds > last_seconds_;
        last_seconds_ = now.seconds;
        return ++questions != at_question_;
    }

    std::uint64_t executions = 0;
    unsigned questions = 0;
    bool told_the_number = false;
    bool time_went_on = false;

  private:
    unsigned at_question_;
    double last_seconds_ = 0;
};

TEST_CASE("an observer that does not want to go on stops the search", "[search]") {
    Interrupting observer(1);
    const SearchResult result = search_on_native(large_program(), {}, observer);
    CHECK(result.end == SearchEnd::stopped);
    CHECK(observer.questions == 1);
    CHECK(observer.told_the_number);
    CHECK(observer.time_went_on);
    CHECK(result.executions == observer.executions);
    CHECK(result.executions > 0);
    CHECK(result.executions < large_program_executions);
}

TEST_CASE("a bound on time stops the search", "[search]") {
    Interrupting observer(0);
    const Search search{.limits = {.seconds = 0.05}};
    const SearchResult result = search_on_native(large_program(), search, observer);
    CHECK(result.end == SearchEnd::seconds);
    CHECK(result.seconds >= search.limits.seconds);
    CHECK(result.executions == observer.executions);
    CHECK(result.executions < large_program_executions);
}

TEST_CASE("a search that was stopped leaves nothing behind", "[search]") {
    const Program program = program_of({3, std::vector<Instruction>(2, exchange(x, 1, relaxed))});
    const Sequence all = sequence_of(program);
    Interrupting observer(0);
    search_on_native(large_program(), at_most(1000), observer);
    CHECK(sequence_of(program) == all);
}

/// The resident memory now. getrusage only knows the peak, and an earlier test's peak would hide growth.
std::size_t resident_bytes() {
    std::ifstream statistics("/proc/self/statm");
    std::size_t size = 0;
    std::size_t resident = 0;
    statistics >> size >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

class WatchesMemory final : public Observer {
  public:
    void finished(FinishedExecution& finished) override {
        if (++executions_ % 10 == 0) events += finished.record().cpu[0].events.size();
        if (executions_ % 10'000 != 0) return;
        highest = std::max(highest, resident_bytes());
        if (executions_ == 10'000) early = highest;
    }
    bool progress(const Progress&) override { return true; }

    std::size_t early = 0;
    std::size_t highest = 0;
    std::uint64_t events = 0;

  private:
    std::uint64_t executions_ = 0;
};

TEST_CASE("memory does not grow with the number of executions", "[search][long]") {
    WatchesMemory observer;
    const SearchResult result = search_on_native(large_program(), {}, observer);
    CHECK(result.end == SearchEnd::by_itself);
    CHECK(result.executions == large_program_executions);
    CHECK(observer.events == large_program_executions / 10 * 3);
    REQUIRE(observer.early > 0);
    constexpr std::size_t megabyte = std::size_t{1} << 20U;
    CHECK(observer.highest - observer.early < 16 * megabyte);
}

}  // namespace
}  // namespace model::tests
