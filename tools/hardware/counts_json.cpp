// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/counts_json.hpp"

#include <string>

namespace tools::hardware {

using nlohmann::ordered_json;

ordered_json attempts_json(const Totals::Attempts& attempts) {
    return {{"attempts", attempts.all()},
            {"acquired", attempts.acquired},
            {"deadlock", attempts.deadlock},
            {"timed_out", attempts.timed_out},
            {"longest_wait", attempts.longest_wait},
            {"waits", attempts.waits}};
}

ordered_json landings_json(const Totals::Nmis& nmis) {
    ordered_json json;
    for (unsigned region = 0; region < region_count; ++region) {
        json[std::string(name(static_cast<rqspinlock::hardware::Region>(region)))] = nmis.landed[region];
    }
    return json;
}

ordered_json not_returned_json(const NotReturned& not_returned) {
    return {{"cpus", not_returned.cpus}, {"state", not_returned.state}};
}

}  // namespace tools::hardware
