// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/site_effects.hpp"

#include <rqcheck_catch.hpp>

using tools::idle_mutation;
using tools::Request;

namespace {

Request request(std::vector<std::string> weaken, std::vector<std::string> drop) {
    Request made;
    made.revision = "initial";
    made.weaken = std::move(weaken);
    made.drop = std::move(drop);
    return made;
}

}  // namespace

TEST_CASE("what drops or weakens something is let through", "[sites]") {
    CHECK_FALSE(idle_mutation(request({}, {})));
    CHECK_FALSE(
        idle_mutation(request({"unlock.release", "queue.barrier"}, {"queue.link", "release.barrier"})));
    CHECK_FALSE(idle_mutation(request({"flag.signal", "flag.await"}, {})));
    CHECK_FALSE(idle_mutation(request({}, {"flag.signal"})));
    CHECK_FALSE(idle_mutation(request({}, {"pending.set"})));
    Request tso = request({}, {"queue.link"});
    tso.memory = "tso";
    CHECK_FALSE(idle_mutation(tso));
}

TEST_CASE("what drops nothing is a line with the nearest site that can be dropped", "[sites]") {
    CHECK(idle_mutation(request({}, {"unlock.count_read"})) ==
          "--drop unlock.count_read leaves nothing out, it is a load: the nearest store or fence is "
          "'unlock.count'");
    CHECK(idle_mutation(request({}, {"queue.link", "fast.cmpxchg"}))
              ->starts_with("--drop fast.cmpxchg leaves nothing out, it is a cmpxchg"));
    CHECK(idle_mutation(request({}, {"section.exit"}))->find("no access to a lock") != std::string::npos);
    Request sc = request({}, {"queue.barrier"});
    sc.memory = "sc";
    CHECK(idle_mutation(sc)->starts_with("--drop queue.barrier changes nothing with '--memory sc'"));
}

TEST_CASE("what weakens nothing is a line with the nearest site that has an order", "[sites]") {
    CHECK(idle_mutation(request({"queue.link"}, {}))
              ->starts_with("--weaken queue.link changes nothing, its accesses are relaxed already on "
                            "initial, arch generic: the "
                            "nearest site with an order is '"));
    CHECK(idle_mutation(request({"trace.contention_end"}, {})));
    CHECK(idle_mutation(request({"unlock.release"}, {"unlock.release"})) ==
          "--weaken unlock.release changes nothing: --drop leaves it out");
    Request tso = request({"unlock.release"}, {});
    tso.memory = "tso";
    CHECK(idle_mutation(tso)->starts_with("--weaken unlock.release changes nothing with '--memory tso'"));
}

TEST_CASE("an access can be relaxed on one revision and not on another", "[sites]") {
    Request made = request({"pending.set_read"}, {});
    made.arch = "x86";
    CHECK(idle_mutation(made)->find("relaxed already on initial, arch x86") != std::string::npos);
    made.revision = "fix-x86-acquire";
    CHECK_FALSE(idle_mutation(made));
}
