// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/suggest.hpp"

#include <fmt/format.h>

namespace tools {

std::string unknown(std::string_view what, std::string_view typed,
                    const std::vector<std::string_view>& choices) {
    if (choices.empty()) return fmt::format("unknown {} '{}', there is none", what, typed);
    return fmt::format("unknown {} '{}', the nearest is '{}'", what, typed, nearest(typed, choices));
}

}  // namespace tools
