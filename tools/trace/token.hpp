// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A replay token: one execution as a word that can be pasted,
/// `rq2.nmi-lock-entry.queue-kept.1.BASE64URL`. In front what it is of, for people; behind it, in base64url,
/// the rest of the setup, the decisions, a fingerprint of the execution, and a checksum over all.
/// docs/trace.md has the form.

#include <cstdint>
#include <stdexcept>
#include <string>

#include "tools/protocol/request.hpp"

namespace tools {

/// What is no token, a damaged one, or one of another version. The text says so in one line.
class TokenError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct Token {
    Setup setup;
    std::string what;               ///< the failure kind or class that it shows, or "with this outcome"
    std::uint32_t fingerprint = 0;  ///< see tools/trace/fingerprint.hpp
    std::string decisions;          ///< bytes, tools/checker/packed_decisions.hpp
};

/// @throw TokenError if the setup has names that a token cannot hold
std::string token_text(const Token& token);

/// Blanks and line breaks in it do not matter: mails wrap lines.
/// @throw TokenError
Token read_token(const std::string& text);

/// What is asked of an engine to make an execution again.
/// @throw TokenError
Request replay_request(const std::string& token, bool lenient, const std::string& break_at);

/// Could it be a token, rather than the name of a file?
bool looks_like_token(const std::string& text);

}  // namespace tools
