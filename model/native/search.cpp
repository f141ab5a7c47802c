// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search.hpp"

namespace model::native {

SearchResult search(const Configuration& configuration, const Programs& programs, const SearchLimits& limits,
                    Observer& observer, Sabotage sabotage) {
    Machine& machine = Machine::instance();
    const Arena::Mark mark = machine.arena().mark();
    machine.begin(configuration, programs);
    const SearchResult result = Explorer(machine, configuration, limits, observer, sabotage).run();
    machine.arena().release_to(mark);
    return result;
}

}  // namespace model::native
