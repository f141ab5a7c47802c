// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/reference/graphs.hpp"

namespace model::tests {
namespace {

std::string event_text(const Event& event, LocationId first_location) {
    std::string text;
    const auto variable = [&] { return std::to_string(event.location - first_location); };
    const auto read = [&] {
        std::string source = event.reads_from ? std::to_string(event.reads_from.cpu) + "." +
                                                    std::to_string(event.reads_from.index)
                                              : "init";
        return std::to_string(event.read) + "<" + source;
    };
    const auto written = [&] {
        return std::to_string(event.written) + "#" + std::to_string(event.coherence);
    };
    switch (event.operation) {
        case Operation::read:
            text = "R" + variable() + "=" + read();
            break;
        case Operation::write:
            text = "W" + variable() + "=" + written();
            break;
        case Operation::update:
            text = "U" + variable() + "=" + read() + ">" + written();
            break;
        case Operation::fence:
            text = "F";
            break;
        case Operation::plain_read:
            text = "pR";
            break;
        case Operation::plain_write:
            text = "pW";
            break;
        case Operation::choice:
            text = "C" + std::to_string(event.written);
            break;
        case Operation::enter:
            text = std::string("[") + context_name(event.context);
            break;
        case Operation::leave:
            text = "]";
            break;
        case Operation::hold_begin:
            text = "hold";
            break;
        case Operation::hold_end:
            text = "held";
            break;
        case Operation::slow:
            text = "slow";
            break;
        case Operation::note:
            text = "note";
            break;
    }
    return text + "@" + std::to_string(event.epoch) + ":" + std::to_string(event.time / 1'000'000);
}

}  // namespace

std::string graph_text(const Execution& execution, LocationId first_location) {
    std::string text;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        for (const Event& event : execution.cpu[cpu].events) text += event_text(event, first_location) + " ";
        text += "| ";
    }
    if (execution.failures.stuck) text += "stuck ";
    if (execution.failures.race) text += "race ";
    return text;
}

}  // namespace model::tests
