// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include <rqcheck_catch.hpp>

#include "run.hpp"
#include "tools/checker/engine.hpp"

namespace tools {
namespace {

TEST_CASE("what an engine does not know is refused by name", "[request]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue");
    const auto refused = [&request](const std::string& what) {
        std::string said;
        try {
            run(request);
        } catch (const RequestError& error) {
            said = error.what();
        }
        INFO(said);
        CHECK(said.find(what) != std::string::npos);
    };
    SECTION("scenario") {
        request.setup.scenario = "nothing";
        refused("'nothing'");
    }
    SECTION("CPUs") {
        request.setup.cpus = 5;
        refused("1 to 4 CPUs, not 5");
    }
    SECTION("window") {
        request.setup.interrupts.set_windows({"nowhere."});
        refused("'nowhere.'");
    }
    SECTION("window of one kind") {
        request.setup.interrupts[scenarios::Interrupt::nmi].windows = {"elsewhere."};
        refused("'elsewhere.'");
    }
    SECTION("site") {
        request.setup.weaken = {"fast"};
        refused("'fast'");
    }
}

TEST_CASE("a name that is none is refused by name", "[request]") {
    const nlohmann::json known = request_for("mutual-exclusion", "aa-before-queue");
    nlohmann::json of_no_revision = known;
    of_no_revision["revision"] = "ticket";
    CHECK_THROWS_WITH(of_no_revision.get<Request>(), "unknown revision 'ticket', the nearest is 'initial'");
    for (const char* member : {"arch", "lock", "memory", "scheduler"}) {
        nlohmann::json other = known;
        other[member] = "ticket";
        CAPTURE(member);
        CHECK_THROWS_WITH(other.get<Request>(), Catch::Matchers::EndsWith("'ticket'"));
    }
}

TEST_CASE("a window takes the sites that begin with its name", "[request]") {
    Request request = request_for("nmi-lock-entry", "aa-before-queue", 1);
    request.setup.interrupts.set_windows({"grab."});
    const Prepared prepared = prepare(request, 4);
    CHECK(prepared.configuration.nmi_window.count() == 3);
    request.setup.interrupts.set_windows({});
    CHECK(prepare(request, 4).configuration.nmi_window.all());
}

TEST_CASE("a kind of interrupt may have a window of its own", "[request]") {
    Request request = request_for("nmi-lock-entry", "aa-before-queue", 1);
    request.setup.interrupts.set_windows({"grab."});
    request.setup.interrupts[scenarios::Interrupt::hardirq].windows = {"tas."};
    request.setup.interrupts[scenarios::Interrupt::softirq].windows.clear();
    const Prepared prepared = prepare(request, 4);
    CHECK(prepared.configuration.nmi_window.count() == 3);
    CHECK(prepared.configuration.hardirq_window.count() == 2);
    CHECK(prepared.configuration.softirq_window.all());
}

}  // namespace
}  // namespace tools
