// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// RFC 4648, section 5, without padding: nothing in it that a shell or a mail would change.

#include <optional>
#include <string>
#include <string_view>

namespace tools {

std::string base64url(std::string_view bytes);

/// Nothing if it is no such text; every text that is accepted is the one that `base64url` makes.
std::optional<std::string> bytes_of_base64url(std::string_view text);

}  // namespace tools
