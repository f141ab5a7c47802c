// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/sequence.hpp"

#include <algorithm>
#include <map>

namespace model {
namespace {

class Sequencer {
  public:
    explicit Sequencer(Execution& execution) : execution_(execution) {}

    void run() {
        for (std::uint32_t epoch = 0; !all_done(); ++epoch) {
            while (step(epoch, true) || step(epoch, false)) {
            }
        }
    }

  private:
    bool all_done() const {
        for (unsigned cpu = 0; cpu < execution_.cpus; ++cpu) {
            if (done_[cpu] < execution_.cpu[cpu].events.size()) return false;
        }
        return true;
    }

    /// Lets the CPUs run as far as they can; without regard to coherence, for one event only.
    bool step(std::uint32_t epoch, bool keep_coherence) {
        bool moved = false;
        for (unsigned cpu = 0; cpu < execution_.cpus; ++cpu) {
            while (done_[cpu] < execution_.cpu[cpu].events.size()) {
                Event& event = execution_.cpu[cpu].events[done_[cpu]];
                if (event.epoch > epoch || !is_ready(event, keep_coherence)) break;
                place(event);
                ++done_[cpu];
                moved = true;
                if (!keep_coherence) return true;
            }
        }
        return moved;
    }

    bool is_ready(const Event& event, bool keep_coherence) const {
        if (event.reads_from && done_[event.reads_from.cpu] <= event.reads_from.index) return false;
        if (!keep_coherence || event.coherence == 0) return true;
        const auto written = written_.find(event.location);
        return event.coherence == (written == written_.end() ? 0 : written->second) + 1;
    }

    void place(Event& event) {
        event.sequence = next_++;
        if (event.operation == Operation::read) {
            const std::uint32_t read =
                event.reads_from
                    ? execution_.cpu[event.reads_from.cpu].events[event.reads_from.index].coherence
                    : 0;
            event.stale = read < written_[event.location];
        } else if (event.coherence != 0) {
            std::uint32_t& written = written_[event.location];
            written = std::max(written, event.coherence);
        }
    }

    Execution& execution_;
    std::array<std::size_t, max_cpus> done_{};
    std::map<LocationId, std::uint32_t> written_;  // the latest write so far
    std::uint32_t next_ = 0;
};

}  // namespace

void put_in_order(Execution& execution) {
    Sequencer(execution).run();
}

}  // namespace model
