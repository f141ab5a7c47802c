// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/litmus/litmus.hpp"
#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/program.hpp"
#include "model/tests/programs/random_program.hpp"
#include "model/tests/reference/graphs.hpp"

// A recorded execution is made again from its decisions, or the recording is refused.

namespace model::tests {
namespace {

struct Recorded {
    std::string graph;
    Decisions decisions;
};

class Recorder final : public Observer {
  public:
    void finished(FinishedExecution& finished) override {
        all.push_back({graph_text(finished.record(), first_variable()), finished.decisions()});
    }
    bool progress(const Progress&) override { return true; }

    std::vector<Recorded> all;
};

std::vector<Recorded> executions(const Program& program, std::uint64_t count) {
    Recorder recorder;
    search_on_native(program, at_most(count), recorder);
    return recorder.all;
}

Recorded replayed(const Program& program, const Decisions& decisions) {
    Recorder recorder;
    search_on_native(program, {.strategy = Replay{.decisions = &decisions}}, recorder);
    REQUIRE(recorder.all.size() == 1);
    return recorder.all.front();
}

/// The decisions in the form that a token keeps.
Decisions shortened(Decisions decisions) {
    for (Decision& decision : decisions) {
        if (decision.obvious) decision = {Decision::Kind::any, decision.cpu, 0, {}, true};
    }
    return decisions;
}

void check_all(const Program& program) {
    for (const Recorded& recorded : executions(program, 200)) {
        const Recorded again = replayed(program, recorded.decisions);
        INFO(to_text(program));
        CHECK(again.graph == recorded.graph);
        CHECK(again.decisions == recorded.decisions);
        const Recorded once_more = replayed(program, shortened(recorded.decisions));
        CHECK(once_more.graph == recorded.graph);
        CHECK(once_more.decisions == recorded.decisions);
    }
}

std::string refusal(const Program& program, const Decisions& decisions) {
    try {
        replayed(program, decisions);
    } catch (const ReplayMismatch& mismatch) {
        return mismatch.what();
    }
    return "";
}

TEST_CASE("every execution of random programs is made again from its decisions", "[replay]") {
    Shape shape;
    for (const MemoryModel memory_model : {MemoryModel::rc11, MemoryModel::tso, MemoryModel::sc}) {
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            shape.slow = seed % 3 == 0 ? 1 : 0;
            Program program = random_program(seed, shape);
            program.memory_model = memory_model;
            check_all(program);
        }
    }
}

TEST_CASE("a recording of another program is refused with the step that does not fit", "[replay]") {
    const Program writes = program_of({{store(x, 1, relaxed)}, {store(x, 2, relaxed)}});
    const Program reads = program_of({{load(x, relaxed)}, {store(x, 2, relaxed)}});
    const Decisions decisions = executions(writes, 1).front().decisions;
    CHECK(refusal(reads, decisions) == "step 1 of the recording: it is a write of cpu0, which wants a read");
    const Program one = program_of({{store(x, 1, relaxed)}});
    CHECK(refusal(one, decisions) == "step 2 of the recording: there is no cpu1");
    const Program more = program_of({{store(x, 1, relaxed)}, {store(x, 2, relaxed), load(x, relaxed)}});
    CHECK(refusal(more, decisions) == "step 2 of the recording: the recording ends and cpu1 can go on");
}

TEST_CASE("a damaged recording is refused", "[replay]") {
    const Program program = program_of({{store(x, 1, relaxed)}, {load(x, relaxed)}});
    using Kind = Decision::Kind;
    CHECK(refusal(program, {{Kind::write, 0, 7, {}}}) ==
          "step 1 of the recording: a write of cpu0 cannot come out like that");
    CHECK(refusal(program, {{Kind::read, 1, 0, {0, 0}}}) ==
          "step 1 of the recording: it reads what is no write of that variable");
    CHECK(refusal(program, {{Kind::jump, 0, 0, {}}}) ==
          "step 1 of the recording: the clock cannot jump here");
}

}  // namespace
}  // namespace model::tests
