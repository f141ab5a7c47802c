// SPDX-License-Identifier: GPL-2.0-or-later
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
        request.scenario = "nothing";
        refused("'nothing'");
    }
    SECTION("revision") {
        request.revision = "v7";
        refused("'v7'");
    }
    SECTION("arch") {
        request.arch = "arm";
        refused("'arm'");
    }
    SECTION("lock") {
        request.lock = "ticket";
        refused("'ticket'");
    }
    SECTION("scheduler") {
        request.scheduler = "fair";
        refused("'fair'");
    }
    SECTION("CPUs") {
        request.cpus = 5;
        refused("1 to 4 CPUs, not 5");
    }
    SECTION("window") {
        request.windows = {"nowhere."};
        refused("'nowhere.'");
    }
    SECTION("window of one kind") {
        own_windows_of(request, scenarios::Interrupt::nmi) = {"elsewhere."};
        refused("'elsewhere.'");
    }
    SECTION("site") {
        request.weaken = {"fast"};
        refused("'fast'");
    }
}

TEST_CASE("a window takes the sites that begin with its name", "[request]") {
    Request request = request_for("nmi-lock-entry", "aa-before-queue", 1);
    request.windows = {"grab."};
    const Prepared prepared = prepare(request, 4);
    CHECK(prepared.configuration.nmi_window.count() == 3);
    request.windows.clear();
    CHECK(prepare(request, 4).configuration.nmi_window.all());
}

TEST_CASE("a kind of interrupt may have a window of its own", "[request]") {
    Request request = request_for("nmi-lock-entry", "aa-before-queue", 1);
    request.windows = {"grab."};
    own_windows_of(request, scenarios::Interrupt::hardirq) = {"tas."};
    own_windows_of(request, scenarios::Interrupt::softirq).emplace();
    const Prepared prepared = prepare(request, 4);
    CHECK(prepared.configuration.nmi_window.count() == 3);
    CHECK(prepared.configuration.hardirq_window.count() == 2);
    CHECK(prepared.configuration.softirq_window.all());
}

}  // namespace
}  // namespace tools
