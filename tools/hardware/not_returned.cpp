// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/not_returned.hpp"

#include <fmt/format.h>

namespace tools::hardware {

std::string headline(const NotReturned& not_returned) {
    return fmt::format("CPU{} {} had not returned when the run was stopped",
                       not_returned.cpus.size() == 1 ? "" : "s", fmt::join(not_returned.cpus, ", "));
}

}  // namespace tools::hardware
