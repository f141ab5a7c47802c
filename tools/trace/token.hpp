// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A replay token: one execution as a word that can be pasted,
/// `rq1.nmi-lock-entry.queue-kept.1.BASE64URL`. In front what it is of, for people; behind it, in base64url,
/// the rest of the request, the sources, the decisions and a checksum over all. docs/trace.md has the bytes.

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
    Request request;            ///< what tells programs and machine; how to search is not in it
    std::string what;           ///< the failure kind or class that it shows, or "with this outcome"
    std::uint32_t sources = 0;  ///< see tools/trace/sources.hpp
    std::string decisions;      ///< bytes, tools/checker/packed_decisions.hpp
};

/// @throw TokenError if the request has names or numbers that a token cannot hold
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
