// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/search.hpp"

#include <stdexcept>

#include "model/relacy/suite.hpp"
#include "model/stopwatch.hpp"

namespace model::relacy {
namespace {

template <int threads>
void configure_and_search(const Configuration& configuration, const Programs& programs,
                          const Strategy& strategy) {
    Machine::instance().configure(configuration, programs, hooks_for<threads>());
    search_with<threads>(strategy);
}

}  // namespace

SearchResult search(const Configuration& configuration, const Programs& programs, const Strategy& strategy,
                    const SearchLimits& limits, Observer& observer) {
    const Stopwatch stopwatch;
    SearchState& state = Machine::instance().search();
    state.begin(limits, observer);
    switch (configuration.cpus) {
        case 1:
            configure_and_search<1>(configuration, programs, strategy);
            break;
        case 2:
            configure_and_search<2>(configuration, programs, strategy);
            break;
        case 3:
            configure_and_search<3>(configuration, programs, strategy);
            break;
        case 4:
            configure_and_search<4>(configuration, programs, strategy);
            break;
        default:
            break;
    }
    if (state.error()) throw std::runtime_error(*state.error());
    if (state.different()) throw NotDeterministic(*state.different());
    SearchResult result = state.result();
    result.seconds = stopwatch.seconds();
    return result;
}

}  // namespace model::relacy
