// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/native_engine.hpp"

#include "model/native/platform.hpp"
#include "model/native/search.hpp"
#include "tools/checker/breakpoint.hpp"
#include "tools/checker/explore.hpp"
#include "tools/checker/packed_decisions.hpp"
#include "tools/checker/parallel.hpp"
#include "tools/support/bytes.hpp"
#include "tools/trace/sources.hpp"
#include "tools/trace/token.hpp"

namespace tools {
namespace {

namespace native = model::native;

using NativeEngine = BenchEngine<native::Engine>;

std::string memory_model_of(const Request& request) {
    if (request.memory == "tso") return "x86-TSO (as orders, no load buffering)";
    if (request.memory == "sc") return "sequential consistency";
    return "C++20 as RC11 has it";
}

/// @throw RequestError, also if the token is of other sources than these
Token token_of(const Request& request) {
    try {
        const Token token = read_token(request.replay);
        const std::uint32_t here = sources_of(request.scenario);
        if (token.sources == here || request.lenient) return token;
        throw RequestError(
            fmt::format("the token is of other sources, {} and not {}: --continue tries how far it fits",
                        sources_text(token.sources), sources_text(here)));
    } catch (const TokenError& error) {
        throw RequestError(error.what());
    }
}

model::Decisions decisions_of(const Token& token) {
    try {
        return unpacked(token.decisions);
    } catch (const BytesError& error) {
        throw RequestError(fmt::format("a damaged token: {}", error.what()));
    }
}

std::vector<std::string> gaps_of(const Request& request) {
    std::vector<std::string> gaps;
    if (request.memory == "rc11") {
        gaps.emplace_back("no load buffering: program order and reads-from make no cycle, as in RC11");
    }
    gaps.emplace_back("partial accesses to a lock word are updates of the whole word");
    if (request.scheduler == "random") gaps.emplace_back("a random walk covers what it happens to meet");
    if (request.scheduler == "bound") {
        const unsigned departures = request.bounds.switches;
        gaps.push_back(fmt::format(
            "executions with more than {} departure{} from one CPU after the other (older stores "
            "read, reads before a later CPU's store, interrupts, choices, slow waits) are left out",
            departures, departures == 1 ? "" : "s"));
    }
    return gaps;
}

model::SearchResult native_search(const model::Configuration& configuration, const model::Programs& programs,
                                  const model::SearchLimits& limits, model::Observer& observer) {
    return native::search(configuration, programs, limits, observer);
}

Report empty_report(const Request& request) {
    Report report;
    report.request = request;
    report.engine = "native";
    report.memory_model = memory_model_of(request);
    report.gaps = gaps_of(request);
    return report;
}

/// The state of the locks in the middle of an execution.
class NativeView final : public StateView {
  public:
    explicit NativeView(const Prepared& prepared)
        : names_(Inventory<NativeEngine>(prepared.scenario->locks, prepared.configuration.cpus).names()) {}

    std::string text() const override {
        const native::Machine& machine = native::Machine::instance();
        std::string text;
        for (const model::LocationId id : names_.locations()) {
            const std::uint64_t value = machine.latest_value(id);
            if (value != 0) {
                text += fmt::format("  {:<18} {}\n", names_.location(id), names_.value(id, value));
            }
        }
        for (unsigned cpu = 0; cpu < machine.cpu_count(); ++cpu) {
            const native::CpuState& state = machine.at(cpu);
            const auto site = static_cast<rqspinlock::Site>(state.site);
            text += fmt::format("  cpu{:<15} {}\n", cpu,
                                state.request.kind == native::Request::Kind::finished
                                    ? std::string_view("has finished, or has not begun")
                                    : rqspinlock::name(site));
        }
        return text;
    }

  private:
    Names names_;
};

Report replay(const Request& request) {
    const Token token = token_of(request);
    const model::Decisions decisions = decisions_of(token);
    Prepared prepared = prepare(request, model::max_cpus);
    prepared.limits.decisions = &decisions;
    prepared.limits.lenient = request.lenient;
    prepared.replay_of = token.what;
    rqspinlock::RuntimeOptions::current = prepared.options;
    const NativeView view(prepared);
    Breakpoint breakpoint(request.break_at, request.cpus, view);
    if (!request.break_at.empty()) prepared.limits.watcher = &breakpoint;
    Report report = empty_report(request);
    try {
        const model::SearchResult result = explore<NativeEngine>(
            prepared, [](const model::Progress&) { return true; }, report, native_search);
        report.redundant = result.misfits;
        report.stops = breakpoint.stops();
    } catch (const model::ReplayMismatch& mismatch) {
        throw RequestError(fmt::format("the token does not fit: {}", mismatch.what()));
    }
    return report;
}

Report run_part(const Request& request, const ProgressCallback& progress, model::Share* share,
                const NativeSettings& settings) {
    Prepared prepared = prepare(request, model::max_cpus);
    prepared.limits.share = share;
    prepared.judge_all = settings.judge_all;
    Report report = empty_report(request);
    explore<NativeEngine>(prepared, progress, report, native_search);
    return report;
}

}  // namespace

Report run_on_native(const Request& request, const ProgressCallback& progress,
                     const NativeSettings& settings) {
    prepare(request, model::max_cpus);
    if (request.scheduler == "replay") return replay(request);
    if (request.jobs > 1 && request.scheduler == "random") {
        throw RequestError("a random walk is made in one process only");
    }
    if (request.jobs <= 1) return run_part(request, progress, nullptr, settings);
    return run_in_parallel(
        request, progress,
        [&settings](const Request& part, const ProgressCallback& on_progress, model::Share& share) {
            return run_part(part, on_progress, &share, settings);
        });
}

Pulse native_pulse(const void* here) {
    const native::Machine& machine = native::Machine::instance();
    if (!machine.is_on_program_stack(here)) return {};
    return {true, machine.work(), machine.cpu(), model::context_name(machine.context()), machine.last_site()};
}

}  // namespace tools
