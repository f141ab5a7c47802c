// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/fold.hpp"

#include <rqcheck_catch.hpp>

using tools::columns_of;
using tools::fitted;
using tools::folded;

TEST_CASE("a line is broken at blanks, and goes on below its text", "[fold]") {
    CHECK(folded("one two three", 20, 4) == "one two three");
    CHECK(folded("one two three", 8, 4) == "one two\n    three");
    CHECK(folded("one  two", 8, 0) == "one  two");
    CHECK(folded("one two three four", 9, 2) == "one two\n  three\n  four");
}

TEST_CASE("a long word stays whole", "[fold]") {
    CHECK(folded("replay 0123456789abcdef end", 10, 2) == "replay\n  0123456789abcdef\n  end");
    CHECK(folded("0123456789abcdef", 10, 2) == "0123456789abcdef");
}

TEST_CASE("colours take no columns, characters one each", "[fold]") {
    CHECK(columns_of("\033[31mFAIL\033[0m") == 4);
    CHECK(columns_of("\xC2\xAB\xC2\xBB") == 2);
    CHECK(folded("\033[31mone\033[0m two", 7, 0) == "\033[31mone\033[0m two");
}

TEST_CASE("a text of names and texts keeps its columns", "[fold]") {
    CHECK(fitted("head\n  claim      a long text here\n", 26) ==
          "head\n  claim      a long text\n             here\n");
    CHECK(fitted("  gaps       - no load buffering\n", 24) ==
          "  gaps       - no load\n            buffering\n");
    CHECK(fitted("  rqcheck replay 0123456789 0123456789\n", 16) ==
          "  rqcheck replay 0123456789 0123456789\n");
    CHECK(fitted("    again     rqcheck run --program 'A | A'\n", 24) ==
          "    again     rqcheck run --program 'A | A'\n");
    CHECK(fitted("", 10).empty());
    CHECK(fitted("\n\n", 10) == "\n\n");
}

TEST_CASE("no line of a text is wider than the page, if its words are not", "[fold]") {
    std::string text;
    for (int i = 0; i < 40; ++i) text += "word" + std::to_string(i) + (i % 7 == 0 ? "   " : " ");
    for (std::size_t width = 16; width < 60; ++width) {
        const std::string page = fitted(text, width);
        for (std::size_t at = 0; at < page.size();) {
            const std::size_t end = std::min(page.find('\n', at), page.size());
            CHECK(end - at <= width);
            at = end + 1;
        }
    }
}
