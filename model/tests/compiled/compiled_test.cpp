// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "model/compiled/runtime.hpp"
#include "model/native/search.hpp"

// C code that `compile` has compiled, under the native engine: numbers of executions and values as in any
// program.

namespace model::tests {
namespace {

using compiled::Runtime;
using native::Machine;

using Function = int(unsigned cpu, int* x, int* y);

/// What an execution ends with: what the functions have returned, and the values of both variables.
struct End {
    std::array<int, 2> results;
    std::array<std::uint64_t, 2> values;

    friend auto operator<=>(const End&, const End&) = default;
};

struct Shared {
    native::Location x;
    native::Location y;
    int* x_address = nullptr;
    int* y_address = nullptr;
    std::array<native::Location, max_cpus> results;
};

Shared& shared() {
    static Shared shared;
    return shared;
}

int* declared(native::Location& location) {
    compiled::Cells& cells = Runtime::instance().cells();
    void* const memory = cells.allocate(sizeof(int));
    cells.declare(memory, sizeof(int)).location = &location;
    return static_cast<int*>(memory);
}

void load_once() {
    if (Runtime::instance().is_loaded()) return;
    Runtime::instance().load(RQCHECK_COMPILED_PROGRAMS);
    shared().x_address = declared(shared().x);
    shared().y_address = declared(shared().y);
}

void run_function(void* function, unsigned cpu) {
    const compiled::Call call;
    const int result = reinterpret_cast<Function*>(function)(cpu, shared().x_address, shared().y_address);
    Runtime::instance().flush();
    Machine::instance().store(shared().results[cpu], static_cast<std::uint64_t>(result), nowhere(0));
}

class Ends final : public Observer {
  public:
    void finished(FinishedExecution&) override {
        const Machine& machine = Machine::instance();
        const auto result = [&](unsigned cpu) {
            return static_cast<int>(machine.final_value(shared().results[cpu]));
        };
        all.insert({.results = {result(0), result(1)},
                    .values = {machine.final_value(shared().x), machine.final_value(shared().y)}});
    }
    bool progress(const Progress&) override { return true; }

    std::set<End> all;
};

struct Explored {
    std::uint64_t executions;
    std::set<End> ends;
};

/// Both CPUs run this function of programs.c.
Explored explore(const char* function) {
    load_once();
    Configuration configuration;
    configuration.cpus = 2;
    Programs programs;
    programs.environment = Runtime::instance().module().symbol(function);
    programs.task = &run_function;
    Ends ends;
    const SearchResult result =
        native::search(configuration, programs, Strategy{FullSearch{}}, SearchLimits{}, ends);
    return {result.executions, ends.all};
}

bool any_ends_with(const Explored& explored, std::pair<int, int> results) {
    for (const End& end : explored.ends) {
        if (end.results[0] == results.first && end.results[1] == results.second) return true;
    }
    return false;
}

std::string refusal_of(const char* function) {
    try {
        explore(function);
    } catch (const std::logic_error& error) {
        return error.what();
    }
    return "";
}

TEST_CASE("store buffering in C: both may read 0, and not across full fences", "[compiled]") {
    const Explored relaxed = explore("store_buffering");
    CHECK(relaxed.executions == 4);
    CHECK(any_ends_with(relaxed, {0, 0}));
    const Explored fenced = explore("store_buffering_fenced");
    CHECK(fenced.executions == 3);
    CHECK_FALSE(any_ends_with(fenced, {0, 0}));
}

TEST_CASE("message passing in C: a flag without release and acquire lets old data be read", "[compiled]") {
    const Explored relaxed = explore("message_passing_relaxed");
    CHECK(relaxed.executions == 4);
    CHECK(any_ends_with(relaxed, {0, 2}));
    const Explored ordered = explore("message_passing");
    CHECK(ordered.executions == 3);
    CHECK_FALSE(any_ends_with(ordered, {0, 2}));
}

TEST_CASE("bytes of one variable leave each other alone, in both orders", "[compiled]") {
    const Explored explored = explore("bytes_of_one_variable");
    CHECK(explored.executions == 2);
    REQUIRE(explored.ends.size() == 1);
    CHECK(explored.ends.begin()->values[0] == 0x0201);
}

TEST_CASE("plain increments under a spinlock in C: none is lost", "[compiled]") {
    const Explored explored = explore("locked_increments");
    REQUIRE(explored.ends.size() == 1);
    CHECK(explored.ends.begin()->values[0] == 0);
    CHECK(explored.ends.begin()->values[1] == 2);
}

TEST_CASE("a wait in C ends by its condition, and acquires", "[compiled]") {
    const Explored explored = explore("wait_for_value");
    CHECK(explored.executions == 1);
    CHECK(any_ends_with(explored, {7, 7}));
}

TEST_CASE("what the engine cannot follow is refused by function and line", "[compiled]") {
    const std::string captures = refusal_of("condition_that_captures");
    CHECK(
        captures.starts_with("a condition of a wait that reads more than the value: condition_that_captures "
                             "programs.c:"));
    const std::string undeclared = refusal_of("write_to_undeclared");
    CHECK(
        undeclared.starts_with("a write to a variable of the module that is not declared as shared: "
                               "write_to_undeclared programs.c:"));
}

}  // namespace
}  // namespace model::tests
