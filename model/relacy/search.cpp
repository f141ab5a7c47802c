// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/search.hpp"

#include <stdexcept>

#include "model/relacy/suite.hpp"
#include "model/stopwatch.hpp"

namespace model::relacy {
namespace {

template <int threads>
void configure_and_search(const Configuration& configuration, const Programs& programs,
                          const SearchLimits& limits, Observer& observer) {
    Machine::instance().configure(configuration, programs, limits, observer, hooks_for<threads>());
    search_with<threads>();
}

}  // namespace

SearchResult search(const Configuration& configuration, const Programs& programs, const SearchLimits& limits,
                    Observer& observer) {
    const Stopwatch stopwatch;
    switch (configuration.cpus) {
        case 1:
            configure_and_search<1>(configuration, programs, limits, observer);
            break;
        case 2:
            configure_and_search<2>(configuration, programs, limits, observer);
            break;
        case 3:
            configure_and_search<3>(configuration, programs, limits, observer);
            break;
        case 4:
            configure_and_search<4>(configuration, programs, limits, observer);
            break;
        default:
            break;
    }
    if (Machine::instance().error()) throw std::runtime_error(*Machine::instance().error());
    if (Machine::instance().different()) throw NotDeterministic(*Machine::instance().different());
    SearchResult result = Machine::instance().result();
    result.seconds = stopwatch.seconds();
    return result;
}

}  // namespace model::relacy
