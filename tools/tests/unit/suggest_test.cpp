// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/suggest.hpp"
#include <rqcheck_catch.hpp>

using tools::edit_distance;
using tools::nearest;

TEST_CASE("edit distance") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("abba", "abba") == 0);
    CHECK(edit_distance("abba", "aba") == 1);
    CHECK(edit_distance("abba", "abbcca") == 2);
    CHECK(edit_distance("abba", "baba") == 1);  // exchanged neighbours
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest choice") {
    CHECK(nearest("abab", {"tas", "abba", "abbcca"}) == "abba");
    CHECK(nearest("nmi-lock", {"nmi-busy", "nmi-lock-entry"}) == "nmi-lock-entry");
    CHECK(nearest("", {"abba", "tas"}) == "tas");
    CHECK(tools::unknown("scenario", "tsa", {"abba", "tas"}) ==
          "unknown scenario 'tsa', the nearest is 'tas'");
    CHECK(tools::unknown("scenario", "tsa", {}) == "unknown scenario 'tsa', there is none");
}
