// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/token.hpp"
#include "tools/engine/packed_decisions.hpp"
#include "tools/fuzz/target.hpp"
#include "tools/trace/bytes.hpp"

void fuzz(const std::string& text) {
    try {
        const tools::Token token = tools::read_token(text);
        // What can be read can be written, and is the same again.
        const std::string again = tools::token_text(token);
        require(tools::token_text(tools::read_token(again)) == again);
        tools::unpacked(token.decisions);
    } catch (const tools::TokenError&) {
    } catch (const tools::BytesError&) {
    }
}
