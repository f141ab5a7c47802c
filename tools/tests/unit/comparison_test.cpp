// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/comparison.hpp"

#include <nlohmann/json.hpp>

#include <rqcheck_catch.hpp>
#include "tools/cli/exit_code.hpp"

using nlohmann::json;
using rqspinlock::judge::Class;
using rqspinlock::judge::FailureKind;
using tools::Agreement;
using tools::Comparison;
using tools::Difference;
using tools::End;
using tools::read_revision;
using tools::Report;
using tools::Result;

namespace {

Report searched() {
    Report report;
    report.exhausted = true;
    report.classes[static_cast<unsigned>(Class::acquired)] = 4;
    report.outcomes = {{"a", 3}, {"b", 1}};
    return report;
}

Comparison compared(const Report& native, const Report& relacy) {
    return compare_results(Result{nullptr, native, {}}, Result{nullptr, relacy, {}});
}

int code(const Comparison& comparison, bool accept_bounded = false) {
    return exit_code(std::vector<Comparison>{comparison}, false, accept_bounded);
}

}  // namespace

TEST_CASE("engines agree whatever they count") {
    Report native = searched();
    native.executions = 1;
    native.outcomes = {{"a", 1}, {"b", 70}};
    const Comparison comparison = compared(native, searched());
    CHECK(comparison.only_native.empty());
    CHECK(comparison.only_relacy.empty());
    CHECK(comparison.agreement == Agreement::agreed);
    CHECK(code(comparison) == tools::exit_as_expected);
}

TEST_CASE("native may find more") {
    Report native = searched();
    native.outcomes["c"] = 1;
    native.failures[static_cast<unsigned>(FailureKind::stuck)] = 1;
    native.worst_wait = 5'000'000;
    const Comparison comparison = compared(native, searched());
    CHECK(comparison.only_native.outcomes == std::vector<std::string>{"c"});
    CHECK(comparison.only_native.failures == std::vector<std::string>{"stuck"});
    CHECK(comparison.only_native.worst_wait == 5'000'000);
    CHECK(comparison.agreement == Agreement::agreed);
}

TEST_CASE("whatever relacy alone finds is a disagreement") {
    Report relacy = searched();
    SECTION("an outcome") {
        relacy.outcomes["c"] = 1;
    }
    SECTION("a class") {
        relacy.classes[static_cast<unsigned>(Class::busy)] = 1;
    }
    SECTION("a failure") {
        relacy.failures[static_cast<unsigned>(FailureKind::leak)] = 1;
    }
    SECTION("a longer wait") {
        relacy.worst_wait = 1'000'000;
    }
    SECTION("even if it hit a bound") {
        relacy.outcomes = {{"c", 1}};
        relacy.exhausted = false;
        relacy.end = End::executions;
    }
    CHECK(compared(searched(), relacy).agreement == Agreement::disagreed);
    CHECK(code(compared(searched(), relacy), true) == tools::exit_unexpected);

    Report bounded = searched();
    bounded.exhausted = false;
    bounded.end = End::executions;
    const Comparison open = compared(bounded, relacy);
    CHECK_FALSE(open.only_relacy.empty());
    CHECK(open.agreement == Agreement::bounded);
    CHECK(code(open) == tools::exit_bounded);
    CHECK(code(open, true) == tools::exit_as_expected);
}

TEST_CASE("waits are compared in whole milliseconds") {
    Report relacy = searched();
    relacy.worst_wait = 250'999'999;
    Report native = searched();
    native.worst_wait = 250'000'001;
    CHECK(compared(native, relacy).agreement == Agreement::agreed);
}

TEST_CASE("a relacy that hit its bound is no gap in native") {
    Report relacy = searched();
    relacy.exhausted = false;
    relacy.end = End::executions;
    CHECK(compared(searched(), relacy).agreement == Agreement::agreed);
    relacy.end = End::stopped;
    CHECK(code(compared(searched(), relacy), true) == tools::exit_bounded);
    CHECK(exit_code(std::vector<Comparison>{}, true, true) == tools::exit_bounded);
}

TEST_CASE("a comparison has the documented keys") {
    Report relacy = searched();
    relacy.outcomes["c"] = 1;
    relacy.request.setup.revision = read_revision("initial");
    const json array = json::parse(json_text(std::vector<Comparison>{compared(searched(), relacy)}));
    REQUIRE(array.size() == 1);
    const json& entry = array[0];
    for (const char* key : {"scenario", "revision", "cpus", "native", "relacy"}) {
        CAPTURE(key);
        CHECK(entry.contains(key));
    }
    CHECK(entry["agreement"] == "disagreed");
    CHECK(entry["only_relacy"]["outcomes"] == json{"c"});
    CHECK(entry["only_native"]["outcomes"] == json::array());
    CHECK(entry["only_native"]["worst_wait_ms"].is_null());
    CHECK(entry["relacy"]["outcomes"].size() == 3);
}
