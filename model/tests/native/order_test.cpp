// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <set>

#include "model/native/finished/ordered_skeleton.hpp"
#include "model/native/machine/machine.hpp"
#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/random_program.hpp"

// The steps that come before an event by program order, reads-from, coherence and clock jumps. The engine
// keeps this order from graph to graph. The test follows it again, edge by edge.

namespace model::tests {
namespace {

using native::Graph;
using native::GraphEvent;

class Before {
  public:
    explicit Before(const Graph& graph) : graph_(graph) {}

    /// @return false: an event comes before itself
    bool visit(const GraphEvent& event) {
        if (seen_.count(&event) != 0) return on_the_way_.count(&event) == 0;
        seen_.insert(&event);
        on_the_way_.insert(&event);
        const bool is_ordered = visit_predecessors(event);
        on_the_way_.erase(&event);
        return is_ordered;
    }

    /// The last step of a CPU that was visited.
    native::Tick last(unsigned cpu) const {
        native::Tick tick = 0;
        for (const GraphEvent* event : seen_) {
            if (event->cpu == cpu && !event->blocked) tick = std::max(tick, event->tick);
        }
        return tick;
    }

  private:
    bool visit_predecessors(const GraphEvent& event) {
        if (event.index != 0 && !visit(*graph_.events(event.cpu)[event.index - 1])) return false;
        for (const GraphEvent* other : graph_.order()) {
            if (other->epoch < event.epoch && !other->blocked && !visit(*other)) return false;
        }
        if (event.blocked) return true;
        const GraphEvent* read = event.is_read() ? event.reads_from : nullptr;
        if (read != nullptr && !visit(*read)) return false;
        if (!event.is_write() || event.coherence == 1) return true;
        return visit(*graph_.location(event.location).at(event.coherence - 1));
    }

    const Graph& graph_;
    std::set<const GraphEvent*> seen_;
    std::set<const GraphEvent*> on_the_way_;
};

class OrderChecker final : public Observer {
  public:
    void finished(FinishedExecution& finished) override {
        // Skips some graphs, so that the kept clocks get older.
        if (++graphs_ % 3 == 0) return;
        const Graph& graph = native::Machine::instance().graph_view();
        if (graph.coherence_version() != version_) ++versions;
        version_ = graph.coherence_version();
        for (const GraphEvent* event : graph.order()) kept += event->ordered_version == version_ ? 1 : 0;
        const bool is_ordered = finished.ordered_skeleton().has_value();
        bool has_no_circle = true;
        for (const GraphEvent* event : graph.order()) {
            Before before(graph);
            if (!before.visit(*event)) has_no_circle = false;
            if (!is_ordered) continue;
            for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) {
                if (event->ordered[cpu] != before.last(cpu)) ++wrong;
            }
            ++clocks;
        }
        if (has_no_circle != is_ordered) ++wrong;
        if (!is_ordered) ++circles;
    }
    bool progress(const Progress&) override { return true; }

    std::uint64_t clocks = 0;
    std::uint64_t circles = 0;
    std::uint64_t kept = 0;      ///< number of clocks that were kept
    std::uint64_t versions = 0;  ///< number of times that no clock could be kept
    std::uint64_t wrong = 0;

  private:
    std::uint64_t graphs_ = 0;
    std::uint64_t version_ = 0;
};

TEST_CASE("what comes before an event stays right from graph to graph", "[order]") {
    Shape shape;
    shape.max_instructions = 10;
    OrderChecker checker;
    const Search search = at_most(300);
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        const Program program = random_program(seed, shape);
        const std::uint64_t wrong = checker.wrong;
        search_on_native(program, search, checker);
        INFO("program " << seed << "\n" << to_text(program));
        REQUIRE(checker.wrong == wrong);
    }
    CHECK(checker.clocks > 100'000);
    CHECK(checker.kept > 10'000);
    CHECK(checker.versions > 1000);
    CHECK(checker.circles > 100);
}

}  // namespace
}  // namespace model::tests
