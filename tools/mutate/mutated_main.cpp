// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-mutated: the native engine with all mutants and oracles built in. Each request chooses its faults
// (tools/protocol/faults.hpp). For `rqcheck run ... --mutant NAME`, `--oracle` and `--first-look`.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/framework/sites.hpp"
#include "tools/checker/native_engine.hpp"
#include "tools/checker/serve.hpp"
#include "tools/mutate/all_mutants.hpp"
#include "tools/mutate/oracle.hpp"
#include "tools/mutate/selection.hpp"
#include "tools/support/suggest.hpp"

namespace {

using namespace tools::mutate;

void choose_mutant(const std::string& name, tools::Setup& setup) {
    std::vector<std::string_view> choices;
    for (const Mutant& one : all_mutants()) choices.push_back(one.name);
    const auto found = std::find(choices.begin(), choices.end(), name);
    if (found == choices.end()) throw tools::RequestError(tools::unknown("mutant", name, choices));
    const auto number = static_cast<unsigned>(found - choices.begin());
    const Mutant& mutant = all_mutants()[number];
    if (mutant.kind == Mutant::Kind::code) selection.mutant = number;
    if (mutant.kind == Mutant::Kind::drop) setup.drop.push_back(mutant.site);
    if (mutant.kind == Mutant::Kind::weaken) setup.weaken.push_back(mutant.site);
}

Forced forced_by(const tools::Oracle& oracle) {
    using rqspinlock::Check;
    using rqspinlock::Error;
    using rqspinlock::Result;
    const Error error =
        oracle.is_deadlock ? Error{Result::deadlock, Check::abba} : Error{Result::timed_out, Check::timeout};
    return {error, oracle.is_certain};
}

void choose_oracles(const tools::Faults& faults) {
    oracles = {};
    oracles.first_look = faults.first_look;
    for (const std::string& typed : faults.oracles) {
        const tools::Oracle oracle = tools::read_oracle(typed);
        oracles.by_site[static_cast<unsigned>(*scenarios::site_named(oracle.site))] = forced_by(oracle);
    }
    selection.asks_oracles = !faults.oracles.empty() || faults.first_look != 0;
}

tools::Report run(const tools::Request& request, const tools::ProgressCallback& progress) {
    selection = {};
    tools::Request faulty = request;
    if (!request.setup.faults.mutant.empty()) choose_mutant(request.setup.faults.mutant, faulty.setup);
    choose_oracles(request.setup.faults);
    tools::NativeSettings settings;
    settings.plays_faults = true;
    tools::Report report = tools::run_on_native(
        faulty,
        [&progress](const model::Progress& so_far) {
            selection.steps = 0;
            return progress(so_far);
        },
        settings);
    report.request = request;
    if (selection.mutant != no_mutant && !selection.reached[selection.mutant]) {
        report.gaps.emplace_back("the place of the mutant was never reached: this says nothing about it");
    }
    return report;
}

}  // namespace

void tools::mutate::end_endless_execution() {
    std::fprintf(stderr, "rqcheck-mutated: an execution does not end\n");
    std::_Exit(exit_endless);
}

int main() {
    tools::serve(run, tools::native_pulse);
    return 0;
}
