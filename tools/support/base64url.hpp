// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Base64url of RFC 4648, section 5, without padding. It has no character that a shell or a mail would
/// change.

#include <optional>
#include <string>
#include <string_view>

namespace tools {

std::string base64url(std::string_view bytes);

/// @return nullopt: `base64url` does not make this text from any bytes
std::optional<std::string> bytes_of_base64url(std::string_view text);

}  // namespace tools
