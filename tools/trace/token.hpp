// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A replay token: one execution as a word that can be pasted, `rq2.nmi-lock-entry.queue-kept.1.BASE64URL`.
/// Its head says to people what it is of. Its code, in base64url, has the rest of the setup, the decisions, a
/// fingerprint of the execution, and a checksum over everything. docs/trace.md has the form.

#include <cstdint>
#include <stdexcept>
#include <string>

#include "tools/protocol/request.hpp"

namespace tools {

/// The text is no token, a damaged token, or a token of another version. The message says so in one line.
class TokenError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct Token {
    Setup setup;
    std::string what;               ///< the failure kind or class that it shows, or "with this outcome"
    std::uint32_t fingerprint = 0;  ///< see tools/trace/fingerprint.hpp
    std::string decisions;          ///< bytes, see tools/checker/packed_decisions.hpp
};

/// @throw TokenError if the setup has names that a token cannot hold
std::string token_text(const Token& token);

/// Ignores blanks and line breaks in the text, because mails wrap lines.
/// @throw TokenError
Token read_token(const std::string& text);

/// The request with which an engine makes the execution again.
/// @throw TokenError
Request replay_request(const std::string& token, bool lenient, const std::string& break_at);

/// Does the text look like a token, and not like the name of a file?
bool looks_like_token(const std::string& text);

}  // namespace tools
