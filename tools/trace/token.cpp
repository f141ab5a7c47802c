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
#include "tools/protocol/outside_json.hpp"
#include "tools/protocol/report.hpp"
#include "tools/protocol/request_json.hpp"
#include "tools/support/base64url.hpp"
#include "tools/support/bytes.hpp"

namespace tools {
namespace {

using nlohmann::json;

constexpr std::string_view prefix = "rq";
constexpr unsigned version = 2;

bool can_be_shown(std::string_view what) {
    using namespace rqspinlock::judge;
    return what == outcome_trace ||
           std::find(failure_names.begin(), failure_names.end(), what) != failure_names.end() ||
           std::find(class_names.begin(), class_names.end(), what) != class_names.end();
}

std::uint32_t checksum(std::string_view head, std::string_view bytes) {
    boost::crc_32_type crc;
    crc.process_bytes(head.data(), head.size());
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

std::string head_of(const Setup& setup) {
    return fmt::format("{}{}.{}.{}.{}.", prefix, version, setup.scenario, name(setup.revision), setup.cpus);
}

/// The usual setup, with those members of `setup` that stand in the head of a token.
Setup usual_setup(const Setup& setup) {
    Setup usual;
    usual.scenario = setup.scenario;
    usual.revision = setup.revision;
    usual.cpus = setup.cpus;
    return usual;
}

/// The members that differ from `usual`. Most members of a setup are the usual ones, so a token is short.
json difference(const json& usual, const json& made) {
    json different = json::object();
    for (const auto& [key, value] : made.items()) {
        const json& other = usual.at(key);
        if (value == other) continue;
        different[key] = value.is_object() ? difference(other, value) : value;
    }
    return different;
}

/// @throw TokenError if `different` has a member that `to` does not have, because that member would be lost
/// silently
void apply(const json& different, json& to) {
    for (const auto& [key, value] : different.items()) {
        if (!to.contains(key)) {
            throw TokenError(fmt::format("the token has '{}', which this rqcheck does not know", key));
        }
        if (to[key].is_object() && value.is_object()) {
            apply(value, to[key]);
        } else {
            to[key] = value;
        }
    }
}

std::string body_of(const Token& token) {
    if (!can_be_shown(token.what)) throw TokenError(fmt::format("no token can hold '{}'", token.what));
    ByteWriter writer;
    writer.fixed(token.fingerprint);
    writer.text(token.what);
    const auto setup = json::to_cbor(difference(usual_setup(token.setup), token.setup));
    writer.text(std::string(setup.begin(), setup.end()));
    writer.append(token.decisions);
    return writer.bytes();
}

/// Reads the scenario, the revision and the number of CPUs. Only revisions may have dots in them.
void read_head(std::string_view head, Setup& setup) {
    constexpr std::string_view form = "a damaged token: rq2.SCENARIO.REVISION.CPUS.CODE is the form";
    head.remove_suffix(1);  // the dot before the code
    const std::size_t scenario = head.find('.') + 1;
    const std::size_t revision = head.find('.', scenario) + 1;
    const std::size_t cpus = head.rfind('.') + 1;
    if (scenario == 0 || revision == 0 || cpus <= revision || cpus + 1 != head.size() || head[cpus] < '1' ||
        head[cpus] > '9') {
        throw TokenError(std::string(form));
    }
    setup.scenario = head.substr(scenario, revision - 1 - scenario);
    try {
        setup.revision = read_revision(head.substr(revision, cpus - 1 - revision));
    } catch (const RevisionError& error) {
        throw TokenError(fmt::format("the token is of no revision: {}", error.what()));
    }
    setup.cpus = static_cast<unsigned>(head[cpus] - '0');
}

void read_body(std::string_view bytes, Token& token) {
    ByteReader reader(bytes);
    token.fingerprint = reader.fixed();
    token.what = reader.text();
    if (!can_be_shown(token.what)) throw BytesError("a name is unknown");
    const json different = read_outside_cbor(reader.text());
    if (!different.is_object()) throw BytesError("no setup");
    for (const char* const member : {"scenario", "revision", "cpus"}) {
        if (!different.contains(member)) continue;
        throw BytesError(fmt::format("its code names a {} too, which only its head may name", member));
    }
    json setup = usual_setup(token.setup);
    apply(different, setup);
    setup.get_to(token.setup);
    token.decisions = reader.rest();
}

std::string without_blanks(const std::string& text) {
    std::string result;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result),
                 [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\t'; });
    return result;
}

bool is_printable_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

std::string token_text(const Token& token) {
    const std::string head = head_of(token.setup);
    const std::string body = body_of(token);
    ByteWriter writer;
    writer.append(body);
    writer.fixed(checksum(head, body));
    return head + base64url(writer.bytes());
}

Token read_token(const std::string& typed) {
    const std::string text = without_blanks(typed);
    const std::string expected = fmt::format("{}{}.", prefix, version);
    if (!is_printable_ascii(text)) throw TokenError("a damaged token: it has characters that no token has");
    if (!looks_like_token(text)) throw TokenError(fmt::format("no token: one begins with '{}'", expected));
    if (!text.starts_with(expected)) {
        throw TokenError(fmt::format("a token of version {}, this rqcheck reads version {}",
                                     text.substr(prefix.size(), text.find('.') - prefix.size()), version));
    }
    const std::size_t code = text.rfind('.') + 1;
    const std::string head = text.substr(0, code);
    Token token;
    read_head(head, token.setup);
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
    } catch (const json::exception& error) {
        throw TokenError(fmt::format("a damaged token: {}", error.what()));
    } catch (const std::invalid_argument& error) {
        throw TokenError(fmt::format("a damaged token: {}", error.what()));
    }
    return token;
}

Request replay_request(const std::string& token, bool lenient, const std::string& break_at) {
    Request request;
    request.setup = read_token(token).setup;
    request.replay = Replay{without_blanks(token), lenient, break_at};
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
