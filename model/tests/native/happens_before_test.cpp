// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/happens_before.hpp"
#include "model/native/machine/machine.hpp"
#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/random_program.hpp"

// Happens-before as it follows from the record of an execution, against the clocks that the native engine has
// computed while it made the graph.

namespace model::tests {
namespace {

struct Recorded {
    EventId id;
    const native::GraphEvent* event;
};

/// The records of a finished execution that are events of the graph.
std::vector<Recorded> events_in_record() {
    std::vector<Recorded> all;
    const native::Machine& machine = native::Machine::instance();
    for (unsigned cpu = 0; cpu < machine.cpu_count(); ++cpu) {
        std::uint32_t index = machine.at(cpu).record_count;
        for (const native::Record* record = machine.at(cpu).record; record != nullptr;
             record = record->previous) {
            --index;
            // A read of the CPU's own location names the write that it found.
            const bool is_own =
                record->event != nullptr && record->operation == Operation::read && !record->event->is_read();
            if (record->event != nullptr && !is_own) all.push_back({{cpu, index}, record->event});
        }
    }
    return all;
}

class Comparison final : public Observer {
  public:
    void finished(FinishedExecution& finished) override {
        const HappensBefore happens_before(finished.record());
        const std::vector<Recorded> all = events_in_record();
        for (const Recorded& first : all) {
            for (const Recorded& second : all) {
                if (first.id == second.id) continue;
                const bool by_engine = second.event->happens_before.covers(first.id.cpu, first.event->tick);
                if (happens_before.is_before(first.id, second.id) != by_engine) ++wrong;
                if (by_engine && first.id.cpu != second.id.cpu) ++synchronised;
            }
        }
    }
    bool progress(const Progress&) override { return true; }

    std::uint64_t synchronised = 0;
    std::uint64_t wrong = 0;
};

TEST_CASE("the record says the happens-before that the engine has explored with", "[order]") {
    const Shape shape;
    Comparison comparison;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const Program program = random_program(seed, shape);
        const std::uint64_t before = comparison.wrong;
        search_on_native(program, at_most(200), comparison);
        INFO("program " << seed << "\n" << to_text(program));
        REQUIRE(comparison.wrong == before);
    }
    CHECK(comparison.synchronised > 5'000);
}

}  // namespace
}  // namespace model::tests
