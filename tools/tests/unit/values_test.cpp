// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/arguments/values.hpp"

#include <rqcheck_catch.hpp>
#include "tools/cli/usage_error.hpp"

using tools::parse_count;
using tools::parse_list;
using tools::parse_seconds;
using tools::UsageError;

TEST_CASE("counts") {
    CHECK(parse_count("--n", "0", {}) == 0);
    CHECK(parse_count("--n", "18446744073709551615", {}) == UINT64_MAX);
    CHECK(parse_count("--n", "8", {0, 8}) == 8);
    for (const char* wrong : {"", "-1", "+1", "1.5", "1x", " 1", "18446744073709551616", "0x10"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(parse_count("--n", wrong, {}), UsageError);
    }
    CHECK_THROWS_AS(parse_count("--n", "9", {0, 8}), UsageError);
    CHECK_THROWS_AS(parse_count("--n", "0", {1, 8}), UsageError);
}

TEST_CASE("seconds") {
    CHECK(parse_seconds("--s", "2.5") == 2.5);
    for (const char* wrong : {"", "0", "-1", "nan", "inf", "1s", "1e999"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(parse_seconds("--s", wrong), UsageError);
    }
}

TEST_CASE("lists") {
    CHECK(parse_list("--l", "a") == std::vector<std::string>{"a"});
    CHECK(parse_list("--l", "a,b") == std::vector<std::string>{"a", "b"});
    for (const char* wrong : {"", ",", "a,", ",a", "a,,b"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(parse_list("--l", wrong), UsageError);
    }
}
