// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/token.hpp"

#include <boost/crc.hpp>

#include "tools/checker/packed_decisions.hpp"
#include "tools/fuzz/target.hpp"
#include "tools/support/base64url.hpp"
#include "tools/support/bytes.hpp"

namespace {

/// Adds the right checksum. Without it, only whole tokens would get past the check of the checksum.
std::string with_checksum(const std::string& body) {
    const std::string head = "rq2.abba.initial.2.";
    boost::crc_32_type crc;
    crc.process_bytes(head.data(), head.size());
    crc.process_bytes(body.data(), body.size());
    tools::ByteWriter writer;
    writer.append(body);
    writer.fixed(crc.checksum());
    return head + tools::base64url(writer.bytes());
}

void read(const std::string& text) {
    try {
        const tools::Token token = tools::read_token(text);
        // A token that can be read can be written, and gives the same text when it is read and written again.
        const std::string again = tools::token_text(token);
        require(tools::token_text(tools::read_token(again)) == again);
        tools::unpacked(token.decisions);
    } catch (const tools::TokenError&) {
    } catch (const tools::BytesError&) {
    }
}

}  // namespace

void fuzz(const std::string& text) {
    read(text);
    read(with_checksum(text));
}
