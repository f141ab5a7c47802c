// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-mutated: the native engine on a mutant of the lock, which $RQCHECK_MUTANT names. For rqcheck, to
// look at how a mutant fails: RQCHECK_ENGINE_NATIVE=build/tools/rqcheck-mutated RQCHECK_MUTANT=NAME rqcheck
// run ... --trace

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "tools/checker/native_engine.hpp"
#include "tools/checker/serve.hpp"
#include "tools/mutate/all_mutants.hpp"
#include "tools/mutate/selection.hpp"
#include "tools/support/suggest.hpp"

namespace {

using namespace tools::mutate;

const Mutant* mutant = nullptr;

tools::Report run(const tools::Request& request, const tools::ProgressCallback& progress) {
    tools::Request mutated = request;
    if (mutant->kind == Mutant::Kind::drop) mutated.setup.drop.push_back(mutant->site);
    if (mutant->kind == Mutant::Kind::weaken) mutated.setup.weaken.push_back(mutant->site);
    tools::Report report = tools::run_on_native(mutated, [&progress](const model::Progress& so_far) {
        selection.steps = 0;
        return progress(so_far);
    });
    report.gaps.push_back("the lock is the mutant " + mutant->name);
    return report;
}

}  // namespace

void tools::mutate::end_endless_execution() {
    std::fprintf(stderr, "rqcheck-mutated: an execution does not end\n");
    std::_Exit(exit_endless);
}

int main() {
    const char* const typed = std::getenv("RQCHECK_MUTANT");
    const std::string name = typed == nullptr ? "" : typed;
    std::vector<std::string_view> choices;
    for (const Mutant& one : all_mutants()) choices.push_back(one.name);
    const auto found = std::find(choices.begin(), choices.end(), name);
    if (found == choices.end()) {
        const std::string wrong = typed == nullptr
                                      ? "RQCHECK_MUTANT names no mutant, see rqcheck-mutate --list"
                                      : tools::unknown("mutant", name, choices);
        std::fprintf(stderr, "rqcheck-mutated: %s\n", wrong.c_str());
        return 2;
    }
    mutant = &all_mutants()[static_cast<std::size_t>(found - choices.begin())];
    if (mutant->kind == Mutant::Kind::code) {
        selection.mutant = static_cast<unsigned>(found - choices.begin());
    }
    tools::serve(run, tools::native_pulse);
    return 0;
}
