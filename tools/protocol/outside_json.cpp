// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/outside_json.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/support/printable.hpp"

namespace tools {
namespace {

using nlohmann::json;

/// No file of ours is nested half as deeply.
constexpr std::size_t most_depth = 64;
/// The same for CBOR, where the depth is not seen before it is read: bytes that may begin something nested. A
/// setup has a few of them, and so have numbers and names that are not ASCII.
constexpr std::ptrdiff_t most_nesting_bytes = 1000;

[[noreturn]] void refuse_depth() {
    throw std::invalid_argument("it is nested too deeply");
}

/// The place of the quote that ends a text of JSON.
/// @param at the character behind the quote that begins it
std::size_t end_of_string(std::string_view text, std::size_t at) {
    for (; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return at;
}

void require_depth(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') {
            at = end_of_string(text, at + 1);
        } else if (c == '[' || c == '{') {
            if (++depth > most_depth) refuse_depth();
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
}

void require_texts(const json& whole, OutsideTexts texts) {
    const auto is_fit = texts == OutsideTexts::of_lines ? is_printable_lines : is_printable;
    const auto require = [&](const std::string& text) {
        constexpr std::size_t shown_bytes = 40;
        if (is_fit(text)) return;
        throw std::invalid_argument(fmt::format("it has characters that cannot be shown, in '{}'",
                                                printable(std::string_view(text).substr(0, shown_bytes))));
    };
    std::vector<const json*> rest{&whole};
    while (!rest.empty()) {
        const json& value = *rest.back();
        rest.pop_back();
        if (value.is_string()) require(value.get_ref<const std::string&>());
        if (value.is_object()) {
            for (const auto& [key, member] : value.items()) require(key);
        }
        if (value.is_structured()) {
            for (const json& member : value) rest.push_back(&member);
        }
    }
}

}  // namespace

json read_outside_json(std::string_view text, OutsideTexts texts) {
    require_depth(text);
    json read = json::parse(text);
    require_texts(read, texts);
    return read;
}

json read_outside_cbor(std::string_view bytes) {
    const auto may_nest = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 && byte < 0xe0;
    };
    if (std::count_if(bytes.begin(), bytes.end(), may_nest) > most_nesting_bytes) refuse_depth();
    json read = json::from_cbor(bytes);
    require_texts(read, OutsideTexts::of_one_line);
    return read;
}

}  // namespace tools
