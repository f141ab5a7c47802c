// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/reference/naive_state.hpp"

namespace model::tests {
namespace {

class Text {
  public:
    explicit Text(const NaiveState& state)
        : state_(state), events_(state.graph.events), names_(events_.size()), places_(events_.size(), 0) {
        // The number of each event in its CPU's record. In the record an update is one event.
        std::vector<unsigned> counts(state.cpus.size(), 0);
        for (std::size_t i = 0; i < events_.size(); ++i) {
            if (events_[i].exclusive) continue;
            names_[i] = std::to_string(events_[i].cpu) + "." + std::to_string(counts[events_[i].cpu]++);
        }
        for (const std::vector<int>& coherence : state.graph.coherence) {
            for (std::size_t i = 0; i < coherence.size(); ++i) {
                places_[static_cast<std::size_t>(coherence[i])] = static_cast<unsigned>(i) + 1;
            }
        }
    }

    std::string events() const {
        std::string result;
        for (unsigned cpu = 0; cpu < state_.cpus.size(); ++cpu) {
            for (std::size_t i = 0; i < events_.size(); ++i) {
                const NaiveEvent& event = events_[i];
                if (event.cpu != cpu || event.exclusive) continue;
                result += event_text(event, places_[i]) + "@" + std::to_string(event.epoch) + ":" +
                          std::to_string(event.time / time_unit) + " ";
            }
            result += "| ";
        }
        return result;
    }

  private:
    std::string read(const NaiveEvent& event) const {
        const bool initial = event.reads_from < 0;
        return std::to_string(event.value) + "<" +
               (initial ? "init" : names_[static_cast<std::size_t>(event.reads_from)]);
    }

    std::string event_text(const NaiveEvent& event, unsigned place) const {
        using Kind = NaiveEvent::Kind;
        const std::string variable = std::to_string(event.variable);
        const std::string written = std::to_string(event.value) + "#" + std::to_string(place);
        switch (event.kind) {
            case Kind::read:
            case Kind::own_read:
                return "R" + variable + "=" + read(event);
            case Kind::write:
                if (event.update_of < 0) return "W" + variable + "=" + written;
                return "U" + variable + "=" + read(events_[static_cast<std::size_t>(event.update_of)]) + ">" +
                       written;
            case Kind::fence:
                return "F";
            case Kind::plain_read:
                return "pR";
            case Kind::plain_write:
                return "pW";
            case Kind::choice:
                return "C" + std::to_string(event.value);
            case Kind::enter:
                return std::string("[") + context_name(event.context);
            case Kind::leave:
                return "]";
            case Kind::hold_begin:
                return "hold";
            case Kind::hold_end:
                return "held";
            case Kind::slow:
                return "slow";
            case Kind::note:
                return "note";
        }
        return "";
    }

    const NaiveState& state_;
    const std::vector<NaiveEvent>& events_;
    std::vector<std::string> names_;
    std::vector<unsigned> places_;
};

template <class... T>
void append(std::string& text, T... numbers) {
    ((text += std::to_string(numbers) + ","), ...);
}

}  // namespace

std::string text(const NaiveState& state, MemoryModel memory_model, bool stuck) {
    std::string result = Text(state).events();
    if (stuck) result += "stuck ";
    if (has_race(state.graph, memory_model)) result += "race ";
    return result;
}

std::string key(const NaiveState& state) {
    std::string result = Text(state).events();
    append(result, state.epoch, state.now, state.slow);
    for (const NaiveCpu& cpu : state.cpus) {
        result += "/";
        append(result, cpu.budget[0], cpu.budget[1], cpu.budget[2], cpu.check_epoch, cpu.checked_variable,
               cpu.checked_deadline, cpu.time, cpu.local, cpu.masked);
        for (const Frame& frame : cpu.frames) {
            result += ";";
            append(result, frame.next, static_cast<int>(frame.stage), static_cast<int>(frame.running),
                   frame.point, frame.last, frame.poll, frame.deadline, frame.holding, frame.timed,
                   frame.was_masked, frame.masked_before, frame.loads.all()[0], frame.loads.all()[1]);
        }
    }
    return result;
}

}  // namespace model::tests
