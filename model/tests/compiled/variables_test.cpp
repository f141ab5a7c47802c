// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <map>

#include "model/tests/compiled/compiled_program.hpp"

// Variables of compiled code that the runtime finds by itself.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

const char* const objects[] = {RQCHECK_PROGRAMS "/variables-O0.so", RQCHECK_PROGRAMS "/variables-O1.so",
                               RQCHECK_PROGRAMS "/variables-O2.so", RQCHECK_PROGRAMS "/variables-O3.so"};

void load_with_variables(const std::string& object) {
    compiled::Runtime::instance().load(object);
    compiled::Runtime::instance().share_variables();
}

TEST_CASE("variables are laid out by their types, and have names", "[compiled]") {
    for (const char* object : objects) {
        INFO(object);
        load_with_variables(object);
        std::map<std::string, unsigned> sizes;
        LocationId previous = 0;
        bool is_in_order = true;
        for (const compiled::Cell& cell : compiled::Runtime::instance().cells().all()) {
            sizes[cell.name] = cell.size;
            is_in_order = is_in_order && cell.location->id > previous;
            previous = cell.location->id;
        }
        CHECK(is_in_order);
        CHECK(sizes.at("queue.lock") == 4);
        CHECK(sizes.at("queue.nodes[0].next") == 8);
        CHECK(sizes.at("queue.nodes[1].small[0]") == 1);
        CHECK(sizes.at("queue.nodes[1].half") == 2);
        CHECK(sizes.at("queue.matrix[1][1]") == 4);
        CHECK(sizes.at("queue.bits") == 4);
        CHECK(sizes.at("wide") == 8);
        CHECK(sizes.at("calls") == 4);
        CHECK(sizes.at("cpu0.of_cpu[0]") == 4);
        CHECK(sizes.at("cpu7.of_cpu[1]") == 4);
        CHECK(sizes.size() == 34);
    }
}

TEST_CASE("variables begin with their values, and are shared", "[compiled]") {
    for (const char* object : objects) {
        INFO(object);
        load_with_variables(object);
        for (unsigned times = 0; times < 2; ++times) {
            CHECK(explore_compiled({.cpus = 1}, "initial").results == Results{"196609 3 1 9 4 7 1 9"});
            CHECK(explore_compiled({.cpus = 1}, "parts").results == Results{"196610 9 257 16843009"});
        }
        CHECK(explore_compiled({.cpus = 2}, "neighbours").results ==
              Results{"0 | 0", "0 | 1", "1 | 0", "1 | 1"});
        CHECK(explore_compiled({.cpus = 2}, "copies").results == Results{"2 2 | 2 2"});
    }
}

}  // namespace
}  // namespace model::tests
