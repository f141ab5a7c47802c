// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/search.hpp"

#include <unistd.h>

#include "model/native/platform.hpp"
#include "model/native/search.hpp"
#include "tools/checker/explore.hpp"
#include "tools/mutate/selection.hpp"

namespace tools::mutate {
namespace {

/// Passes all calls on, and sees the end of each execution.
class StepObserver final : public model::Observer {
  public:
    explicit StepObserver(model::Observer& inner) : inner_(inner) {}
    void finished(model::FinishedExecution& finished) override {
        inner_.finished(finished);
        selection.steps = 0;
    }
    bool progress(const model::Progress& progress) override { return inner_.progress(progress); }

  private:
    model::Observer& inner_;
};

}  // namespace

void end_endless_execution() {
    _exit(exit_endless);
}

Report search(const Request& request) {
    const Prepared prepared = prepare(request, model::max_cpus);
    Report report;
    report.request = request;
    report.engine = Engine::native;
    selection.steps = 0;
    explore<RigEngine<model::native::Engine>>(
        prepared, [](const model::Progress&) { return true; }, report,
        [](const model::Configuration& configuration, const model::Programs& programs,
           const model::Strategy& strategy, const model::SearchLimits& limits, model::Observer& observer) {
            StepObserver steps(observer);
            return model::native::search(configuration, programs, strategy, limits, steps);
        });
    return report;
}

}  // namespace tools::mutate
