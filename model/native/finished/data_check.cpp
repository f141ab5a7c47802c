// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/finished/data_check.hpp"

#include "model/native/finished/access_order.hpp"

namespace model::native {
namespace {

/// Calls `found` for each race, until it returns false.
template <class F>
void find_races(const ProgramRunner& runner, const F& found) {
    const AccessOrder order(runner.graph_view(), runner.configuration().memory_model);
    const unsigned cpus = runner.cpu_count();
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        for (const PlainAccess* left = runner.at(cpu).plain; left != nullptr; left = left->previous) {
            for (unsigned other = cpu + 1; other < cpus; ++other) {
                const PlainAccess* right = runner.at(other).plain;
                for (; right != nullptr; right = right->previous) {
                    // The right access, and all accesses before it in program order, happen before the left
                    // one.
                    if (left->happens_before.covers(other, right->tick)) break;
                    if (left->location != right->location || !(left->is_write || right->is_write)) continue;
                    if (order.is_before(*left, cpu, *right, other)) continue;
                    if (order.is_before(*right, other, *left, cpu)) continue;
                    if (!found(Race{{cpu, left->record}, {other, right->record}})) return;
                }
            }
        }
    }
}

bool is_written_before(const ProgramRunner& runner, const AccessOrder& order, const PlainAccess& read,
                       unsigned reader) {
    for (unsigned cpu = 0; cpu < runner.cpu_count(); ++cpu) {
        for (const PlainAccess* write = runner.at(cpu).plain; write != nullptr; write = write->previous) {
            if (write->is_write && write->location == read.location &&
                order.is_before(*write, cpu, read, reader)) {
                return true;
            }
        }
    }
    return false;
}

bool reads_unwritten_data(const ProgramRunner& runner) {
    const AccessOrder order(runner.graph_view(), runner.configuration().memory_model);
    for (unsigned cpu = 0; cpu < runner.cpu_count(); ++cpu) {
        for (const PlainAccess* read = runner.at(cpu).plain; read != nullptr; read = read->previous) {
            if (!read->is_write && !is_written_before(runner, order, *read, cpu)) return true;
        }
    }
    return false;
}

/// Finds reads of a location that was poisoned.
class PoisonCheck {
  public:
    PoisonCheck(const ProgramRunner& runner, unsigned cpu, const Poison& poison)
        : graph_(runner.graph_view()),
          memory_model_(runner.configuration().memory_model),
          location_(graph_.location(poison.location)),
          cpu_(cpu),
          poison_(poison),
          last_poisoned_(position_of(poison.known)) {}

    bool is_read() const {
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            const GraphEvent* access = location_.accesses[cpu];
            // An access whose address depends on a load may come after the poisoning although later accesses
            // of its CPU do not.
            for (; access != nullptr && can_be_behind(*access); access = access->previous_here) {
                if (access->is_read() && is_behind(*access) && reads(*access)) return true;
            }
        }
        return false;
    }

  private:
    bool can_be_behind(const GraphEvent& access) const { return access.prefix.covers(cpu_, poison_.tick); }
    bool is_behind(const GraphEvent& access) const {
        return access.happens_before.covers(cpu_, poison_.tick) &&
               !(access.cpu == cpu_ && access.tick < poison_.tick);
    }

    std::uint32_t found_by(const GraphEvent& access) const {
        return position_of(access.is_write() ? &access : access.reads_from);
    }

    bool reads(const GraphEvent& read) const {
        if (!read.blocked && found_by(read) <= last_poisoned_) return true;
        return read.is_wait && may_find_poison(read);
    }

    /// A wait looks more than once. Could a look before its last one have found the poison? It could not if
    /// the CPU knew of a newer write by then.
    bool may_find_poison(const GraphEvent& wait) const {
        // Mostly the CPU's own earlier access decides this: the store that makes the node ready.
        for (unsigned i = 0; i < graph_.cpus(); ++i) {
            const unsigned cpu = (wait.cpu + i) % graph_.cpus();
            const GraphEvent* access = cpu == wait.cpu ? wait.previous_here : location_.accesses[cpu];
            for (; access != nullptr; access = access->previous_here) {
                const bool is_known = cpu == wait.cpu || wait.known.covers(cpu, access->tick) ||
                                      (access->is_write() && access->epoch < wait.epoch);
                if (is_known && !access->blocked && found_by(*access) > last_poisoned_) return false;
            }
        }
        return memory_model_ == MemoryModel::rc11 || !is_hidden_by_strong_order(wait);
    }

    bool is_hidden_by_strong_order(const GraphEvent& wait) const {
        const AccessOrder order(graph_, memory_model_);
        for (std::size_t place = last_poisoned_; place < location_.coherence.size(); ++place) {
            if (order.is_before_predecessors(*location_.coherence[place], wait)) return true;
        }
        return false;
    }

    const Graph& graph_;
    MemoryModel memory_model_;
    const LocationState& location_;
    unsigned cpu_;
    const Poison& poison_;
    std::uint32_t last_poisoned_;  ///< poisoned up to this place in coherence
};

bool reads_poison(const ProgramRunner& runner) {
    for (unsigned cpu = 0; cpu < runner.cpu_count(); ++cpu) {
        if (runner.at(cpu).read_poison) return true;
        for (const Poison* poison = runner.at(cpu).poison; poison != nullptr; poison = poison->previous) {
            if (PoisonCheck(runner, cpu, *poison).is_read()) return true;
        }
    }
    return false;
}

}  // namespace

bool has_race(const ProgramRunner& runner) {
    bool found = false;
    find_races(runner, [&](const Race&) {
        found = true;
        return false;
    });
    return found;
}

Races races_of(const ProgramRunner& runner) {
    Races races;
    find_races(runner, [&](const Race& race) {
        races.push_back(race);
        return true;
    });
    return races;
}

bool has_uninitialised_read(const ProgramRunner& runner) {
    return reads_unwritten_data(runner) || reads_poison(runner);
}

}  // namespace model::native
