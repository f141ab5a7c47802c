// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/printable.hpp"

#include <rqcheck_catch.hpp>

namespace tools {

TEST_CASE("text that a terminal shows stays as it is") {
    for (const char* text : {"", "nmi-lock-entry", "a b 'c'", "Grüße", "ロック", "🔒"}) {
        INFO(text);
        CHECK(is_printable(text));
        CHECK(printable(text) == text);
    }
}

TEST_CASE("characters that a terminal obeys are shown by their numbers") {
    CHECK(printable("a\x1b[31mb") == "a\\x1b[31mb");
    CHECK(printable("a\nb\tc\x7f") == "a\\x0ab\\x09c\\x7f");
    CHECK(printable("\xc2\x9b"
                    "31m") == "\\u{9b}31m");
    CHECK(printable("a\xe2\x80\xae"
                    "b") == "a\\u{202e}b");
    CHECK(printable("a\xe2\x81\xa6"
                    "b") == "a\\u{2066}b");
    CHECK(printable(std::string_view("a\0b", 3)) == "a\\x00b");
}

TEST_CASE("bytes that are no UTF-8 are shown one by one") {
    CHECK(printable("\x9b") == "\\x9b");
    CHECK(printable("\xc0\x80") == "\\xc0\\x80");               // an overlong form
    CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");      // half a surrogate pair
    CHECK(printable("\xf4\x90\x80\x80").starts_with("\\xf4"));  // behind the last code point
    CHECK(printable("ab\xe2\x80") == "ab\\xe2\\x80");           // cut short
    CHECK(printable("\xef\xbf\xbf") == "\\u{ffff}");            // no character, and none of XML
}

TEST_CASE("lines keep their breaks and tabs only") {
    CHECK(is_printable_lines("a\n\tb"));
    CHECK(!is_printable("a\nb"));
    CHECK(!is_printable_lines("a\rb"));
    CHECK(printable_lines("a\n\tb\r\x1b") == "a\n\tb\\x0d\\x1b");
}

}  // namespace tools
