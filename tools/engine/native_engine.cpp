// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/engine/native_engine.hpp"

#include "model/native/platform.hpp"
#include "model/native/search.hpp"
#include "tools/engine/explore.hpp"
#include "tools/engine/parallel.hpp"

namespace tools {
namespace {

namespace native = model::native;

using NativeEngine = BenchEngine<native::Engine>;

std::string memory_model_of(const Request& request) {
    if (request.memory == "tso") return "x86-TSO (as orders, no load buffering)";
    if (request.memory == "sc") return "sequential consistency";
    return "C++20 as RC11 has it";
}

std::vector<std::string> gaps_of(const Request& request) {
    std::vector<std::string> gaps;
    if (request.memory == "rc11") {
        gaps.emplace_back("no load buffering: program order and reads-from make no cycle, as in RC11");
    }
    gaps.emplace_back("partial accesses to a lock word are updates of the whole word");
    if (request.scheduler == "random") gaps.emplace_back("a random walk covers what it happens to meet");
    return gaps;
}

Report run_part(const Request& request, const ProgressCallback& progress, model::Share* share,
                const NativeSettings& settings) {
    Prepared prepared = prepare(request, model::max_cpus);
    prepared.limits.share = share;
    prepared.judge_all = settings.judge_all;
    Report report;
    report.request = request;
    report.engine = "native";
    report.memory_model = memory_model_of(request);
    report.gaps = gaps_of(request);
    explore<NativeEngine>(prepared, progress, report,
                          [](const model::Configuration& configuration, const model::Programs& programs,
                             const model::SearchLimits& limits, model::Observer& observer) {
                              return native::search(configuration, programs, limits, observer);
                          });
    return report;
}

}  // namespace

Report run_on_native(const Request& request, const ProgressCallback& progress,
                     const NativeSettings& settings) {
    prepare(request, model::max_cpus);
    if (request.scheduler == "bound") {
        throw RequestError(
            "the native engine explores graphs, which have no preemptions to bound; the nearest are "
            "--executions and --time-limit");
    }
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

}  // namespace tools
