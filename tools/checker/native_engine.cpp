// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/native_engine.hpp"

#include <algorithm>
#include <iterator>

#include "model/native/platform.hpp"
#include "model/native/search.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/checker/breakpoint.hpp"
#include "tools/checker/explore.hpp"
#include "tools/checker/own_change.hpp"
#include "tools/checker/packed_decisions.hpp"
#include "tools/kernel_lock/either_lock.hpp"
#include "tools/support/base64url.hpp"
#include "tools/support/bytes.hpp"
#include "tools/trace/fingerprint.hpp"
#include "tools/trace/token.hpp"

namespace tools {
namespace {

namespace native = model::native;

/// The native engine. The lock that it runs may be that of a kernel tree.
struct NativeEngine : RigEngine<native::Engine> {
    template <class P>
    using Lock = kernel::EitherLock<P>;
    template <class Rig>
    static void prepare() {
        kernel::use_locations_of<Rig>();
    }
    template <class Rig>
    static const void* lock_address(unsigned lock) {
        const kernel::KernelLocks& locks = kernel::KernelLocks::instance();
        return locks.are_used() ? locks.lock_address(lock) : RigEngine::lock_address<Rig>(lock);
    }
    template <class Rig>
    static const void* node_address(unsigned cpu, unsigned index) {
        const kernel::KernelLocks& locks = kernel::KernelLocks::instance();
        return locks.are_used() ? locks.node_address(cpu, index) : RigEngine::node_address<Rig>(cpu, index);
    }
};

std::string memory_model_of(const Request& request) {
    if (request.setup.memory == MemoryModel::tso) return "x86-TSO (as orders, no load buffering)";
    if (request.setup.memory == MemoryModel::sc) return "sequential consistency";
    return "C++20 as RC11 has it";
}

Token token_of(const Replay& replay) {
    try {
        return read_token(replay.token);
    } catch (const TokenError& error) {
        throw RequestError(error.what());
    }
}

/// @param of where they stand: "token", "example"
model::Decisions decisions_from(const std::string& bytes, std::string_view of) {
    try {
        return unpacked(bytes);
    } catch (const BytesError& error) {
        throw RequestError(fmt::format("a damaged {}: {}", of, error.what()));
    }
}

std::vector<std::string> gaps_of(const Request& request) {
    std::vector<std::string> gaps;
    if (request.setup.memory == MemoryModel::rc11) {
        gaps.emplace_back("no load buffering: program order and reads-from make no cycle, as in RC11");
    }
    gaps.emplace_back("partial accesses to a lock word are updates of the whole word");
    if (kernel::KernelLocks::instance().are_used()) {
        gaps.push_back(
            fmt::format("plain accesses of the kernel's code are relaxed ones: no tearing or merging{}",
                        request.search.count_plain_races ? "" : "; --plain-races counts their races"));
        gaps.emplace_back("its address dependencies are those of a list (docs/kernel-source.md)");
    }
    if (!built_with_own_change.empty()) {
        gaps.push_back(
            fmt::format("the lock is changed by {}: {}", built_with_own_change, own_change_summary));
    }
    if (request.search.scheduler == Scheduler::random)
        gaps.emplace_back("a random walk covers what it happens to meet");
    if (request.search.scheduler == Scheduler::bound) {
        const unsigned departures = request.search.bounds.switches.value_or(0);
        gaps.push_back(fmt::format(
            "executions with more than {} departure{} are left out: from one CPU after the other, a "
            "departure "
            "is an older store read, a store not put last, a read of a store that comes later, an "
            "interrupt, a choice but the first, a slow wait",
            departures, departures == 1 ? "" : "s"));
    }
    return gaps;
}

model::SearchResult native_search(const model::Configuration& configuration, const model::Programs& programs,
                                  const model::Strategy& strategy, const model::SearchLimits& limits,
                                  model::Observer& observer) {
    return native::search(configuration, programs, strategy, limits, observer);
}

/// The reason why the lock of a kernel tree could not be loaded. Empty if it was loaded, or if none was asked
/// for. Each request is answered with the reason.
std::string load_failure;

/// The lock of a kernel tree is compiled for one form. A request must ask for this tree and this form.
void require_this_tree(const Setup& setup) {
    if (!load_failure.empty()) throw RequestError(load_failure);
    kernel::KernelLocks& locks = kernel::KernelLocks::instance();
    if (!locks.are_used()) {
        if (!setup.revision.is_tree()) return;
        throw RequestError(fmt::format("this engine has no lock of {}", setup.revision));
    }
    if (locks.name() != setup.revision.text || locks.form() != kernel_form(setup)) {
        throw RequestError(fmt::format("this engine has the lock of {}, {}, and not of {}, {}", locks.name(),
                                       locks.form(), setup.revision, kernel_form(setup)));
    }
    locks.set_guest(setup.lock == rqspinlock::Form::paravirt);
}

void require_this_lock(const Setup& setup, const NativeSettings& settings) {
    const Revision& revision = setup.revision;
    if (setup.faults.any() && !settings.plays_faults) {
        throw RequestError(
            fmt::format("this engine has no faults built in, and cannot play {}", faults_text(setup.faults)));
    }
    require_this_tree(setup);
    const std::string asked = own_change_name(revision.own_change);
    if (asked == built_with_own_change) return;
    const auto lock_with = [](std::string_view change) {
        return change.empty() ? std::string("the lock as it is") : fmt::format("the lock with {}", change);
    };
    throw RequestError(
        fmt::format("this engine has {}, and not {}", lock_with(built_with_own_change), lock_with(asked)));
}

Report empty_report(const Request& request) {
    Report report;
    report.request = request;
    report.engine = Engine::native;
    report.memory_model = memory_model_of(request);
    report.gaps = gaps_of(request);
    return report;
}

/// The state of the locks in the middle of an execution.
class NativeView final : public StateView {
  public:
    explicit NativeView(const Prepared& prepared)
        : names_(Inventory<NativeEngine>(*prepared.scenario, prepared.configuration.cpus).names()) {}

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
                                state.next.kind == native::NextStep::Kind::finished
                                    ? std::string_view("has finished, or has not begun")
                                    : scenarios::site_name(site));
        }
        return text;
    }

  private:
    Names names_;
};

/// Has the replay made the token's execution? Decisions may fit and still mean something else than they did
/// when the token was made.
bool is_execution_of(const Token& token, const Report& report) {
    return std::any_of(report.traces.begin(), report.traces.end(), [&token](const Trace& trace) {
        return trace.execution && fingerprint(*trace.execution) == token.fingerprint;
    });
}

Report replayed(const Request& request, const Replay& replay) {
    const Token token = token_of(replay);
    const model::Decisions decisions = decisions_from(token.decisions, "token");
    Prepared prepared = prepare(request, model::max_cpus);
    model::Replay again{.decisions = &decisions, .lenient = replay.lenient};
    prepared.replay_of = token.what;
    rqspinlock::RuntimeOptions::current = prepared.options;
    const NativeView view(prepared);
    Breakpoint breakpoint(replay.break_at, request.setup.cpus, view);
    if (!replay.break_at.empty()) again.watcher = &breakpoint;
    prepared.strategy = again;
    Report report = empty_report(request);
    try {
        const model::SearchResult result = explore<NativeEngine>(
            prepared, [](const model::Progress&) { return true; }, report, native_search);
        report.misfits = result.misfits;
        report.stops = breakpoint.stops();
    } catch (const model::ReplayMismatch& mismatch) {
        throw RequestError(fmt::format("the token does not fit: {}", mismatch.what()));
    }
    if (!replay.lenient && !is_execution_of(token, report)) {
        throw RequestError(
            "the token's decisions fit, and make another execution than they did: --continue shows it");
    }
    return report;
}

/// Makes the traces of executions that units of a search have found.
Report with_traces(const Request& request) {
    Report report = empty_report(request);
    for (const WantedTrace& example : request.wanted_traces) {
        const std::optional<std::string> bytes = bytes_of_base64url(example.decisions);
        if (!bytes) throw RequestError("a damaged example: its decisions are cut short or changed");
        const model::Decisions decisions = decisions_from(*bytes, "example");
        Prepared prepared = prepare(request, model::max_cpus);
        prepared.example = example.key;
        prepared.strategy = model::Replay{.decisions = &decisions};
        Report one = empty_report(request);
        try {
            explore<NativeEngine>(
                prepared, [](const model::Progress&) { return true; }, one, native_search);
        } catch (const model::ReplayMismatch& mismatch) {
            throw RequestError(fmt::format("an example does not fit: {}", mismatch.what()));
        }
        std::move(one.traces.begin(), one.traces.end(), std::back_inserter(report.traces));
        std::move(one.symptoms.begin(), one.symptoms.end(), std::back_inserter(report.symptoms));
    }
    return report;
}

Report searched(const Request& request, const ProgressCallback& progress, const NativeSettings& settings) {
    Prepared prepared = prepare(request, model::max_cpus);
    prepared.judge_all = settings.judge_all;
    Report report = empty_report(request);
    explore<NativeEngine>(prepared, progress, report, native_search);
    return report;
}

}  // namespace

Report run_on_native(const Request& request, const ProgressCallback& progress,
                     const NativeSettings& settings) {
    prepare(request, model::max_cpus);
    require_this_lock(request.setup, settings);
    if (request.replay) return replayed(request, *request.replay);
    if (!request.wanted_traces.empty()) return with_traces(request);
    return searched(request, progress, settings);
}

void use_kernel_lock(const std::string& object) {
    try {
        kernel::KernelLocks::instance().load(object);
    } catch (const std::exception& error) {
        load_failure = error.what();
    }
}

Pulse native_pulse(const void* here) {
    const native::Machine& machine = native::Machine::instance();
    if (!machine.is_on_program_stack(here)) return {};
    return {true, machine.work(), machine.cpu(), model::context_name(machine.context()), machine.last_site()};
}

}  // namespace tools
