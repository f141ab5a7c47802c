// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <map>
#include <tuple>

#include "model/sequence.hpp"
#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/program.hpp"
#include "model/tests/programs/random_program.hpp"

// The order in which an execution is shown must be the best of all orders of its events.

namespace model::tests {
namespace {

using Cost = std::tuple<unsigned, unsigned, unsigned>;  // writes against coherence, stale reads, switches
using Done = std::vector<std::uint32_t>;

Cost operator+(const Cost& a, const Cost& b) {
    return {std::get<0>(a) + std::get<0>(b), std::get<1>(a) + std::get<1>(b),
            std::get<2>(a) + std::get<2>(b)};
}

bool is_read(const Event& event) {
    return event.operation == Operation::read;
}

/// Computes costs event by event, without the shortcuts of `put_in_order`.
class Orders {
  public:
    explicit Orders(const Execution& execution) : execution_(execution) {}

    const Event& event(unsigned cpu, const Done& done) const { return execution_.cpu[cpu].events[done[cpu]]; }

    bool may_come(unsigned cpu, const Done& done) const {
        const Event& next = event(cpu, done);
        if (next.reads_from && done[next.reads_from.cpu] <= next.reads_from.index) return false;
        for (unsigned other = 0; other < execution_.cpus; ++other) {
            if (done[other] < execution_.cpu[other].events.size() && event(other, done).epoch < next.epoch) {
                return false;
            }
        }
        return true;
    }

    Cost cost_of(unsigned cpu, const Done& done, unsigned running) const {
        const Event& next = event(cpu, done);
        std::uint32_t latest = 0;
        for (unsigned other = 0; other < execution_.cpus; ++other) {
            for (std::uint32_t i = 0; i < done[other]; ++i) {
                const Event& before = execution_.cpu[other].events[i];
                if (before.location == next.location) latest = std::max(latest, before.coherence);
            }
        }
        const EventId from = next.reads_from;
        const std::uint32_t read = from ? execution_.cpu[from.cpu].events[from.index].coherence : 0;
        return {next.coherence != 0 && next.coherence < latest ? 1 : 0,
                is_read(next) && read < latest ? 1 : 0, cpu == running ? 0 : 1};
    }

    Cost best(const Done& done, unsigned running) {
        const auto known = known_.find({done, running});
        if (known != known_.end()) return known->second;
        constexpr unsigned many = 1U << 20U;
        Cost best{many, many, many};
        bool all = true;
        for (unsigned cpu = 0; cpu < execution_.cpus; ++cpu) {
            if (done[cpu] == execution_.cpu[cpu].events.size()) continue;
            all = false;
            if (!may_come(cpu, done)) continue;
            Done next = done;
            ++next[cpu];
            best = std::min(best, cost_of(cpu, done, running) + this->best(next, cpu));
        }
        return known_[{done, running}] = all ? Cost{} : best;
    }

    Cost best_of_all() {
        Cost best = this->best(Done(execution_.cpus), 0);
        for (unsigned first = 1; first < execution_.cpus; ++first) {
            best = std::min(best, this->best(Done(execution_.cpus), first));
        }
        return best;
    }

    /// The cost of the order that the execution has.
    Cost of_sequence() {
        std::map<std::uint32_t, unsigned> cpu_at;
        for (unsigned cpu = 0; cpu < execution_.cpus; ++cpu) {
            for (const Event& event : execution_.cpu[cpu].events) cpu_at[event.sequence] = cpu;
        }
        Done done(execution_.cpus);
        Cost cost;
        unsigned running = cpu_at.empty() ? 0 : cpu_at.begin()->second;
        for (const auto& [sequence, cpu] : cpu_at) {
            REQUIRE(may_come(cpu, done));
            const Cost step = cost_of(cpu, done, running);
            CHECK(event(cpu, done).stale == (std::get<1>(step) != 0));
            cost = cost + step;
            running = cpu;
            ++done[cpu];
        }
        return cost;
    }

  private:
    const Execution& execution_;
    std::map<std::pair<Done, unsigned>, Cost> known_;
};

class Orderer final : public Observer {
  public:
    void finished(FinishedExecution& finished) override {
        Execution execution = finished.record();
        put_in_order(execution);
        Orders orders(execution);
        const Cost cost = orders.of_sequence();
        CHECK(cost == orders.best_of_all());
        stale += std::get<1>(cost);
        switches += std::get<2>(cost);
    }
    bool progress(const Progress&) override { return true; }

    unsigned stale = 0;
    unsigned switches = 0;
};

TEST_CASE("executions of random programs are shown with the fewest stale reads and switches", "[sequence]") {
    Orderer orderer;
    Shape shape;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Program program = random_program(seed, shape);
        INFO(to_text(program));
        search_on_native(program, at_most(100), orderer);
    }
    CHECK(orderer.stale > 0);
    CHECK(orderer.switches > 0);
}

}  // namespace
}  // namespace model::tests
