// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/site_effects.hpp"

#include <rqcheck_catch.hpp>

using tools::idle_mutation;
using tools::read_revision;
using tools::Setup;

namespace {

Setup setup(std::vector<std::string> weaken, std::vector<std::string> drop) {
    Setup made;
    made.revision = read_revision("initial");
    made.weaken = std::move(weaken);
    made.drop = std::move(drop);
    return made;
}

}  // namespace

TEST_CASE("what drops or weakens something is let through", "[sites]") {
    CHECK_FALSE(idle_mutation(setup({}, {})));
    CHECK_FALSE(idle_mutation(setup({"unlock.release", "queue.barrier"}, {"queue.link", "release.barrier"})));
    CHECK_FALSE(idle_mutation(setup({"flag.signal", "flag.await"}, {})));
    CHECK_FALSE(idle_mutation(setup({}, {"flag.signal"})));
    CHECK_FALSE(idle_mutation(setup({}, {"pending.set"})));
    Setup tso = setup({}, {"queue.link"});
    tso.memory = tools::MemoryModel::tso;
    CHECK_FALSE(idle_mutation(tso));
}

TEST_CASE("what drops nothing is a line with the nearest site that can be dropped", "[sites]") {
    CHECK(idle_mutation(setup({}, {"unlock.count_read"})) ==
          "--drop unlock.count_read leaves nothing out, it is a load: the nearest store or fence is "
          "'unlock.count'");
    CHECK(idle_mutation(setup({}, {"queue.link", "fast.cmpxchg"}))
              ->starts_with("--drop fast.cmpxchg leaves nothing out, it is a cmpxchg"));
    CHECK(idle_mutation(setup({}, {"section.exit"}))->find("no access to a lock") != std::string::npos);
    Setup sc = setup({}, {"queue.barrier"});
    sc.memory = tools::MemoryModel::sc;
    CHECK(idle_mutation(sc)->starts_with("--drop queue.barrier changes nothing with '--memory sc'"));
}

TEST_CASE("what weakens nothing is a line with the nearest site that has an order", "[sites]") {
    CHECK(idle_mutation(setup({"queue.link"}, {}))
              ->starts_with("--weaken queue.link changes nothing, its accesses are relaxed already on "
                            "initial, arch generic: the "
                            "nearest site with an order is '"));
    CHECK(idle_mutation(setup({"trace.contention_end"}, {})));
    CHECK(idle_mutation(setup({"unlock.release"}, {"unlock.release"})) ==
          "--weaken unlock.release changes nothing: --drop leaves it out");
    Setup tso = setup({"unlock.release"}, {});
    tso.memory = tools::MemoryModel::tso;
    CHECK(idle_mutation(tso)->starts_with("--weaken unlock.release changes nothing with '--memory tso'"));
}

TEST_CASE("an access can be relaxed on one revision and not on another", "[sites]") {
    Setup made = setup({"pending.set_read"}, {});
    made.arch = rqspinlock::Arch::x86;
    CHECK(idle_mutation(made)->find("relaxed already on initial, arch x86") != std::string::npos);
    made.revision = read_revision("fix-x86-acquire");
    CHECK_FALSE(idle_mutation(made));
}
