// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Colours, where there is a terminal that shows them.

#include <string>
#include <string_view>

namespace tools {

enum class Colour { none, green, yellow, red };

class Paint {
  public:
    explicit Paint(bool on) : on_(on) {}

    /// On if stdout is a terminal, unless `NO_COLOR` is set.
    static Paint for_stdout();

    std::string operator()(Colour colour, std::string_view text) const;
    std::string bold(std::string_view text) const;

  private:
    bool on_;
};

}  // namespace tools
