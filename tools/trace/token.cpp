// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/token.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <boost/crc.hpp>

#include "lock/judge/classes.hpp"
#include "tools/protocol/report.hpp"
#include "tools/support/base64url.hpp"
#include "tools/support/bytes.hpp"

namespace tools {
namespace {

constexpr std::string_view prefix = "rq";
constexpr unsigned version = 1;

// Their order is part of the version.
constexpr std::array<std::string_view, 2> archs{"generic", "x86"};
constexpr std::array<std::string_view, 3> forms{"queued", "paravirt", "test-and-set"};
constexpr std::array<std::string_view, 3> memory_models{"rc11", "tso", "sc"};

template <std::size_t n>
unsigned index_in(const std::array<std::string_view, n>& names, const std::string& name) {
    const auto* const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw TokenError(fmt::format("no token can hold '{}'", name));
    return static_cast<unsigned>(found - names.begin());
}

template <std::size_t n>
std::string name_at(const std::array<std::string_view, n>& names, unsigned index) {
    if (index >= n) throw BytesError("a name is unknown");
    return std::string(names[index]);
}

/// What a token can be of, by its number in tokens: what is new comes at the end.
constexpr std::array whats{
    std::string_view("stuck"),
    std::string_view("exclusion"),
    std::string_view("race"),
    std::string_view("error_while_held"),
    std::string_view("node_reuse"),
    std::string_view("leak"),
    std::string_view("uninitialised"),
    std::string_view("assertion"),
    std::string_view("acquired"),
    std::string_view("deadlock_true"),
    std::string_view("deadlock_false"),
    std::string_view("busy"),
    std::string_view("sent_away"),
    std::string_view("timeout_needed"),
    std::string_view("timeout_missed"),
    std::string_view("timeout_early"),
    outcome_trace,
    std::string_view("scenario_stuck"),
    std::string_view("misuse"),
    std::string_view("livelock"),
};
static_assert(whats.size() == rqspinlock::judge::failure_count + rqspinlock::judge::class_count + 1,
              "a failure kind or class has no number in tokens");

void write_names(ByteWriter& writer, const std::vector<std::string>& names) {
    writer.number(static_cast<std::uint32_t>(names.size()));
    for (const std::string& name : names) writer.text(name);
}

std::vector<std::string> read_names(ByteReader& reader) {
    std::vector<std::string> names;
    for (std::uint32_t count = reader.number(); count > 0; --count) names.push_back(reader.text());
    return names;
}

std::uint32_t checksum(std::string_view head, std::string_view bytes) {
    boost::crc_32_type crc;
    crc.process_bytes(head.data(), head.size());
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

std::string head_of(const Request& request) {
    return fmt::format("{}{}.{}.{}.{}.", prefix, version, request.scenario, request.revision, request.cpus);
}

std::string body_of(const Token& token) {
    const Request& request = token.request;
    const auto what = std::find(whats.begin(), whats.end(), token.what);
    if (what == whats.end()) throw TokenError(fmt::format("no token can hold '{}'", token.what));
    ByteWriter writer;
    writer.fixed(token.sources);
    writer.byte(index_in(archs, request.arch) | index_in(forms, request.lock) << 1U |
                index_in(memory_models, request.memory) << 3U |
                static_cast<unsigned>(request.rounds != Request{}.rounds) << 5U);
    writer.byte(static_cast<unsigned>(what - whats.begin()));
    for (const unsigned budget : {request.nmis, request.hardirqs, request.softirqs, request.slow}) {
        writer.number(budget);
    }
    if (request.rounds != Request{}.rounds) writer.number(request.rounds);
    for (const auto* names : {&request.windows, &request.weaken, &request.drop}) write_names(writer, *names);
    for (const OwnWindows& own : request.own_windows) {
        writer.byte(own ? 1 : 0);
        if (own) write_names(writer, *own);
    }
    writer.text(request.program);
    writer.append(token.decisions);
    return writer.bytes();
}

/// The scenario, the revision and the number of CPUs.
void read_head(std::string_view head, Request& request) {
    std::vector<std::string> parts;
    while (!head.empty()) {
        const std::size_t end = head.find('.');
        parts.emplace_back(head.substr(0, end));
        head.remove_prefix(end + 1);
    }
    if (parts.size() != 4 || parts[3].size() != 1 || parts[3] < "1" || parts[3] > "9") {
        throw TokenError("a damaged token: rq1.SCENARIO.REVISION.CPUS.CODE is the form");
    }
    request.scenario = parts[1];
    request.revision = parts[2];
    request.cpus = static_cast<unsigned>(parts[3].front() - '0');
}

void read_body(std::string_view bytes, Token& token) {
    Request& request = token.request;
    ByteReader reader(bytes);
    token.sources = reader.fixed();
    const unsigned forms_of = reader.byte();
    request.arch = name_at(archs, forms_of & 1U);
    request.lock = name_at(forms, forms_of >> 1U & 3U);
    request.memory = name_at(memory_models, forms_of >> 3U & 3U);
    const unsigned what = reader.byte();
    if (what >= whats.size()) throw BytesError("a name is unknown");
    token.what = whats[what];
    for (unsigned* budget : {&request.nmis, &request.hardirqs, &request.softirqs, &request.slow}) {
        *budget = reader.number();
    }
    if ((forms_of >> 5U & 1U) != 0) request.rounds = reader.number();
    for (auto* names : {&request.windows, &request.weaken, &request.drop}) *names = read_names(reader);
    for (OwnWindows& own : request.own_windows) {
        if (reader.byte() != 0) own = read_names(reader);
    }
    request.program = reader.text();
    token.decisions = reader.rest();
}

std::string without_blanks(const std::string& text) {
    std::string result;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result),
                 [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\t'; });
    return result;
}

}  // namespace

std::string token_text(const Token& token) {
    const std::string head = head_of(token.request);
    const std::string body = body_of(token);
    ByteWriter writer;
    writer.append(body);
    writer.fixed(checksum(head, body));
    return head + base64url(writer.bytes());
}

Token read_token(const std::string& typed) {
    const std::string text = without_blanks(typed);
    const std::string expected = fmt::format("{}{}.", prefix, version);
    if (!looks_like_token(text)) throw TokenError(fmt::format("no token: one begins with '{}'", expected));
    if (!text.starts_with(expected)) {
        throw TokenError(fmt::format("a token of version {}, this rqcheck reads version {}",
                                     text.substr(prefix.size(), text.find('.') - prefix.size()), version));
    }
    const std::size_t code = text.rfind('.') + 1;
    const std::string head = text.substr(0, code);
    Token token;
    read_head(head, token.request);
    const std::optional<std::string> bytes = bytes_of_base64url(std::string_view(text).substr(code));
    constexpr std::size_t checksum_size = 4;
    if (!bytes || bytes->size() < checksum_size) {
        throw TokenError("a damaged token: its code is cut short or changed");
    }
    const std::string_view body = std::string_view(*bytes).substr(0, bytes->size() - checksum_size);
    if (ByteReader(std::string_view(*bytes).substr(body.size())).fixed() != checksum(head, body)) {
        throw TokenError("a damaged token: its checksum does not fit");
    }
    try {
        read_body(body, token);
    } catch (const BytesError& error) {
        throw TokenError(fmt::format("a damaged token: {}", error.what()));
    }
    return token;
}

Request replay_request(const std::string& token, bool lenient, const std::string& break_at) {
    Request request = read_token(token).request;
    request.scheduler = "replay";
    request.replay = without_blanks(token);
    request.lenient = lenient;
    request.break_at = break_at;
    return request;
}

bool looks_like_token(const std::string& text) {
    if (!text.starts_with(prefix)) return false;
    const std::size_t dot = text.find('.');
    return dot != std::string::npos && dot > prefix.size() && dot <= prefix.size() + 3 &&
           std::all_of(text.begin() + prefix.size(), text.begin() + static_cast<std::ptrdiff_t>(dot),
                       [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace tools
