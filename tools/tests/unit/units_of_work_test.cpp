// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "tools/campaign/campaign_file.hpp"
#include "tools/campaign/result_file.hpp"
#include "tools/division/weight.hpp"
#include "tools/protocol/unit.hpp"

namespace tools {
namespace {

TEST_CASE("the text of a unit is read back") {
    const model::Unit unit{{{2, 5}, {0, 2}}, 1, 3};
    CHECK(text(unit) == "2/5.0/2:1/3");
    CHECK(read_unit("2/5.0/2:1/3") == unit);
    CHECK(text(model::Unit{}) == "all");
    CHECK(read_unit("all") == model::Unit{});
    CHECK(read_unit(":2/4") == model::Unit{{}, 2, 4});
    CHECK(read_unit("1/2") == model::Unit{{{1, 2}}, 0, 0});
    for (const char* const wrong : {"", ":", "1", "1/", "/2", "2/2", "1/2.", ".1/2", "1/2:", "1/2:0/3",
                                    "1/2:3/3", "0/1", "-1/2", "1/2 ", "all ", "1/99999999999", "x"}) {
        INFO(wrong);
        CHECK_THROWS_AS(read_unit(wrong), std::invalid_argument);
    }
}

TEST_CASE("weights are exact") {
    Weight sum;
    CHECK(sum.is_zero());
    // 1/7 of 2/3, all but the first of seven, and the rest.
    sum += read_unit("0/3.0/7");
    sum += read_unit("0/3:1/7");
    CHECK_FALSE(sum.is_one());
    sum += read_unit(":1/3");
    CHECK(sum.is_one());
    CHECK(sum.value() == 1);
    Weight done;
    done.add(read_unit("1/3"), {{1, 2}, {2, 5}});
    CHECK(done.text() == "7/30");
    Weight deep;
    model::Unit unit;
    for (int i = 0; i < 100; ++i) unit.path.push_back({0, 7});
    deep += unit;
    CHECK_FALSE(deep.is_zero());
    deep -= unit;
    CHECK(deep.is_zero());
}

UnitExample example(std::uint64_t length, std::uint64_t met, std::vector<Candidate> candidates) {
    return {{"stuck"}, length, met, std::move(candidates)};
}

TEST_CASE("examples of units that follow each other are those of one search") {
    UnitExample first = example(10, 3, {{0, 9, "a"}, {2, 7, "b"}});
    first.append(example(11, 5, {{0, 1, "longer"}}));
    CHECK(first.met == 3);
    first.append(example(10, 2, {{0, 8, "worse"}, {1, 5, "c"}}));
    CHECK(first.met == 5);
    REQUIRE(first.candidates.size() == 3);
    CHECK(first.candidates.back().number == 4);
    CHECK(first.candidates.back().decisions == "c");
    // Beyond the most that are compared, a better one is not looked at.
    first.met = most_compared - 1;
    first.append(example(10, 2, {{1, 1, "too late"}}));
    CHECK(first.candidates.back().decisions == "c");
    CHECK(first.met == most_compared);
    first.append(example(9, 1, {{0, 20, "shorter"}}));
    CHECK(first.candidates.back().decisions == "shorter");
    CHECK(first.met == 1);
}

TEST_CASE("a file of a unit is read back, and damage is noticed") {
    UnitFile file;
    file.build = "0123";
    file.search.setup.scenario = "abba";
    file.search.setup.cpus = 2;
    file.unit = read_unit("0/3:1/7");
    file.report.request = file.search;
    file.report.unit.emplace();
    file.report.executions = 5;
    const std::string written = unit_file_text(file);
    const auto read = read_unit_file(written);
    REQUIRE(read);
    CHECK(read->unit == file.unit);
    CHECK(read->build == "0123");
    CHECK(read->report.executions == 5);
    CHECK(unit_file_text(*read) == written);
    for (std::size_t cut = 0; cut < written.size(); cut += 7)
        CHECK_FALSE(read_unit_file(written.substr(0, cut)));
    for (std::size_t at = 0; at < written.size(); at += 5) {
        std::string damaged = written;
        damaged[at] ^= 1;
        CHECK_FALSE(read_unit_file(damaged));
    }
}

TEST_CASE("names of results differ where the searches do") {
    Request request;
    request.setup.scenario = "abba";
    const std::string name = search_name(request, "build");
    CHECK(name.size() == 16);
    CHECK(search_name(request, "other build") != name);
    Request limited = request;
    limited.search.bounds.seconds = 3;
    CHECK(search_name(limited, "build") == name);
    limited.search.bounds.executions = 3;
    CHECK(search_name(limited, "build") != name);
    CHECK(unit_name(name, read_unit(":1/2")) != unit_name(name, read_unit(":1/3")));
}

TEST_CASE("a campaign's command has no options of one run") {
    using Words = std::vector<std::string>;
    CHECK(lasting_words({"run", "abba", "-j", "4", "--state", "x", "--cpus", "2"}) ==
          Words{"run", "abba", "--cpus", "2"});
    CHECK(lasting_words({"run", "-j4", "--jobs=2", "--state=x", "--no-work", "--time-limit", "3", "abba"}) ==
          Words{"run", "abba"});
    CHECK(command_text({"", "", "", {"hunt", "--program", "A | B"}}) == "rqcheck hunt --program 'A | B'");
}

}  // namespace
}  // namespace tools
