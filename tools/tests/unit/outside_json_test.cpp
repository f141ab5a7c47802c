// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/outside_json.hpp"

#include <rqcheck_catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace tools {
namespace {

using nlohmann::json;

std::string cbor(const json& value) {
    const std::vector<std::uint8_t> bytes = json::to_cbor(value);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("JSON from outside is read as it is") {
    const std::string text = R"({"a": ["b", {"c": 1}], "d": "Grüße"})";
    CHECK(read_outside_json(text, OutsideTexts::of_one_line) == json::parse(text));
    CHECK(read_outside_cbor(cbor(json::parse(text))) == json::parse(text));
    CHECK_THROWS_AS(read_outside_json("{", OutsideTexts::of_lines), json::parse_error);
}

TEST_CASE("texts that cannot be shown are refused, names of members too") {
    for (const char* text : {R"(["\u001b[31m"])", R"({"\u202e": 1})", R"([{"a": ["\u0000"]}])"}) {
        INFO(text);
        CHECK_THROWS_AS(read_outside_json(text, OutsideTexts::of_lines), std::invalid_argument);
        CHECK_THROWS_AS(read_outside_cbor(cbor(json::parse(text))), std::invalid_argument);
    }
    CHECK_THROWS_AS(read_outside_cbor("\x61\xff"), std::invalid_argument);  // a text that is no UTF-8
}

TEST_CASE("line breaks are allowed where texts have lines") {
    const char* const text = R"(["a\n\tb"])";
    CHECK(read_outside_json(text, OutsideTexts::of_lines).at(0) == "a\n\tb");
    CHECK_THROWS_AS(read_outside_json(text, OutsideTexts::of_one_line), std::invalid_argument);
}

TEST_CASE("what is nested too deeply is refused before it is read") {
    constexpr std::size_t deep = 1'000'000;
    const std::string text = std::string(deep, '[') + std::string(deep, ']');
    CHECK_THROWS_AS(read_outside_json(text, OutsideTexts::of_lines), std::invalid_argument);
    CHECK_THROWS_AS(read_outside_cbor(std::string(deep, '\x81')), std::invalid_argument);
    const std::string brackets = json(std::string(1000, '[')).dump();
    CHECK(read_outside_json(brackets, OutsideTexts::of_lines) == json::parse(brackets));
}

}  // namespace tools
