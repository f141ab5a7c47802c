// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/c_program/c_search.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "model/native/search.hpp"
#include "model/plain_races.hpp"
#include "model/sequence.hpp"

namespace tools {
namespace {

/// The outcome of an execution: the details of its notes, per CPU. Those of interrupts stand in brackets.
std::string outcome_of(const model::Execution& execution) {
    std::string text;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        text += fmt::format("{}cpu{}", cpu == 0 ? "" : " | ", cpu);
        for (const model::Event& event : execution.cpu[cpu].events) {
            if (event.operation == model::Operation::enter) {
                text += fmt::format(" [{}", model::context_name(event.context));
            }
            if (event.operation == model::Operation::leave) text += "]";
            if (event.operation == model::Operation::note) text += fmt::format(" {}", event.detail);
        }
    }
    return text;
}

std::string place_of(const model::Event& event) {
    const std::string_view file = event.file == nullptr ? "" : event.file;
    return fmt::format("{}:{}, {}{}", file.substr(file.rfind('/') + 1), event.line,
                       event.is_plain ? "plain " : "",
                       event.operation == model::Operation::read ? "read" : "write");
}

std::size_t length_of(const model::Execution& execution) {
    std::size_t length = 0;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) length += execution.cpu[cpu].events.size();
    return length;
}

class Collector final : public model::Observer {
  public:
    Collector(CFindings& findings, const std::function<bool(const model::Progress&)>& progress)
        : findings_(findings), progress_(progress) {}

    void finished(model::FinishedExecution& finished) override {
        const model::Execution& execution = finished.record();
        ++findings_.executions;
        if (execution.complete()) ++findings_.complete;
        const model::MachineFailures& failures = execution.failures;
        if (failures.assertion) add_failure("assertion", execution);
        if (failures.stuck) add_failure("stuck", execution);
        if (failures.livelock) add_failure("livelock", execution);
        if (failures.race) add_failure("race", execution);
        if (failures.uninitialised) add_failure("uninitialised", execution);
        ++findings_.outcomes[outcome_of(execution)];
        for (const std::string& race : model::plain_races_in_words(execution, place_of)) {
            ++findings_.plain_races[race];
        }
    }
    bool progress(const model::Progress& progress) override { return progress_(progress); }

  private:
    void add_failure(const std::string& kind, const model::Execution& execution) {
        ++findings_.failures[kind];
        const std::size_t length = length_of(execution);
        const auto [example, is_new] = findings_.examples.try_emplace(kind);
        if (!is_new && example->second.length <= length) return;
        example->second = {execution, length};
    }

    CFindings& findings_;
    const std::function<bool(const model::Progress&)>& progress_;
};

}  // namespace

CFindings search_c_program(const model::Configuration& configuration, const model::Programs& programs,
                           const model::SearchLimits& limits,
                           const std::function<bool(const model::Progress&)>& progress) {
    CFindings findings;
    Collector collector(findings, progress);
    findings.search = model::native::search(configuration, programs, model::FullSearch{}, limits, collector);
    for (auto& [kind, example] : findings.examples) model::put_in_order(example.execution);
    return findings;
}

}  // namespace tools
