// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// The report of a stress run, made from counts that are written by hand.

#include <nlohmann/json.hpp>

#include <rqcheck_catch.hpp>
#include "tools/stress/json.hpp"
#include "tools/stress/picture.hpp"
#include "tools/stress/plot.hpp"
#include "tools/stress/text.hpp"

namespace tools::stress {
namespace {

using hardware::waits_from;
using rqspinlock::millisecond;
using rqspinlock::Result;
using rqspinlock::hardware::Region;

constexpr unsigned index(Region region) {
    return static_cast<unsigned>(region);
}

/// The report of a run that passes: two CPUs, a slow attempt, NMIs in the regions where they should land.
StressReport passing() {
    hardware::AttemptCounts task;
    task.count(Result::acquired, 10);
    task.count(Result::deadlock, 3 * millisecond);
    task.count(Result::timed_out, 250 * millisecond);
    task.count(Result::acquired, 999'999);
    hardware::NmiCounts landed;
    landed.landed[index(Region::slow_path)].add(4);
    hardware::NmiCounts aimed;
    aimed.landed[index(Region::unlock)].add(2);

    StressReport report;
    report.settings.revision = "aa-before-queue";
    report.settings.cpus = 2;
    report.seconds = 1;
    report.cpus.resize(2);
    report.cpus[0].task.add(task);
    report.cpus[1].nmi.add(task);
    report.cpus[1].landed.add(landed);
    report.cpus[1].aimed.add(aimed);
    return report;
}

TEST_CASE("waits are counted below the bound that they do not reach") {
    CHECK(hardware::wait_bucket(0) == 0);
    CHECK(hardware::wait_bucket(millisecond - 1) == 0);
    CHECK(hardware::wait_bucket(millisecond) == 1);
    CHECK(hardware::wait_bucket(250 * millisecond) == 24);
    CHECK(hardware::wait_bucket(1'000 * millisecond) == hardware::wait_bounds_ms.size());
    const CpuReport total = passing().total();
    CHECK(waits_from(total.task.waits, 1) == 2);
    CHECK(waits_from(total.task.waits, 250) == 1);
    CHECK(waits_from(total.task.waits, 1000) == 0);
    CHECK(total.task.all() == 4);
}

TEST_CASE("each criterion fails a run by itself") {
    REQUIRE(failures(passing()).empty());
    const auto failure = [](auto spoil) {
        StressReport report = passing();
        spoil(report);
        const std::vector<std::string> failed = failures(report);
        return failed.size() == 1 ? failed[0] : std::to_string(failed.size()) + " failures";
    };
    CHECK(failure([](StressReport& r) { r.hang = "lock A"; }) == "an attempt did not return within 30 s");
    CHECK(failure([](StressReport& r) { r.intrusions = 3; }) == "exclusion was lost 3 times");
    CHECK(failure([](StressReport& r) { r.lost_updates = 1; }) == "1 updates were lost");
    CHECK(failure([](StressReport& r) { r.leak = "lock A is left at 1"; }) == "lock A is left at 1");
    CHECK(failure([](StressReport& r) { r.cpus[1].nmi.longest_wait = 3'001 * millisecond; }) ==
          "an attempt took 3001 ms, more than 3000 ms");
    CHECK(failure([](StressReport& r) { r.settings.longest_wait = 249 * millisecond; }) ==
          "an attempt took 250 ms, more than 249 ms");
    CHECK(failure([](StressReport& r) { r.cpus[0].task.acquired = 0; }) == "no task ever got a lock");
    CHECK(failure([](StressReport& r) { r.cpus[1].landed = {}; }) == "no NMI landed in: slowpath");
    CHECK(failure([](StressReport& r) { r.cpus[1].aimed = {}; }) == "no NMI landed in: unlock");
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("a run that was stopped fails only by what it has seen") {
    StressReport report = passing();
    report.stopped = true;
    report.seconds = 0.4;
    report.cpus[1].landed = {};
    report.cpus[0].task.acquired = 0;
    CHECK(failures(report).empty());
    CHECK(describe(report).ends_with("  stopped after 0.4 s, no failure until then\n"));

    report.intrusions = 1;
    CHECK(failures(report).size() == 1);
    CHECK(describe(report).ends_with("  FAIL: exclusion was lost 1 times\n  stopped after 0.4 s\n"));
}

TEST_CASE("a CPU that has not returned when the run is stopped is no verdict") {
    StressReport report = passing();
    CHECK_FALSE(report.has_threads());
    report.stopped = true;
    report.not_returned = {{0, 1}, "lock A: 0x00000001 locked\n"};
    CHECK(report.has_threads());
    CHECK(failures(report).empty());
    const std::string text = describe(report);
    CHECK(
        has(text, "  CPUs 0, 1 had not returned when the run was stopped:\n    lock A: 0x00000001 locked\n"));
    CHECK_FALSE(has(text, "FAIL"));
    CHECK(hardware::headline({{1}, ""}) == "CPU 1 had not returned when the run was stopped");
    const auto run = nlohmann::json::parse(to_json({report}))["runs"][0];
    CHECK(run["stopped"] == true);
    CHECK(run["not_returned"]["cpus"] == std::vector<unsigned>{0, 1});
    CHECK(run["not_returned"]["state"] == "lock A: 0x00000001 locked\n");
}

TEST_CASE("the lock's promise depends on which attempts may stand before one") {
    Settings settings;
    settings.cpus = 3;
    CHECK(guaranteed_wait(settings) == 4'000 * millisecond);
    settings.nmi = NmiKind::none;
    CHECK(guaranteed_wait(settings) == 2'500 * millisecond);
    settings.lock.queued = false;
    CHECK(guaranteed_wait(settings) == 2'000 * millisecond);
}

TEST_CASE("every lock of a mode is the task's of some CPU") {
    for (const Mode mode : {Mode::aa, Mode::abba, Mode::abbcca}) {
        for (unsigned cpu = 0; cpu < 6; ++cpu) {
            const LockPair locks = locks_of(mode, cpu);
            CHECK(locks.task.index < least_cpus(mode));
            CHECK(locks.nmi.index == locks_of(mode, cpu + 1).task.index);
        }
    }
}

TEST_CASE("a terminal shows as many CPUs side by side as it has room for") {
    StressReport report = passing();
    report.cpus.resize(5);
    const auto longest_line = [](const std::string& text) {
        std::size_t longest = 0;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = text.find('\n', begin);
            longest = std::max(longest, end - begin);
            begin = end + 1;
        }
        return longest;
    };
    CHECK(has(describe(report), "0 task      0 NMI     1 task      1 NMI     2 task      2 NMI     3 task"));
    const std::string narrow = describe(report, 80);
    CHECK(has(narrow, "2 task      2 NMI\n"));
    CHECK(has(narrow, "\n  wait, ms     3 task"));
    CHECK(longest_line(narrow.substr(narrow.find("  CPU "))) <= 80);
    CHECK(has(describe(report, 1), "\n  wait, ms     4 task      4 NMI\n"));
}

TEST_CASE("the table shows shares") {
    CHECK(share_table({passing()}) ==
          "| mode | revision | context | attempts | -EDEADLK | -ETIMEDOUT | >= 1 ms | >= 250 ms | longest, "
          "ms |\n"
          "|---|---|---|---:|---:|---:|---:|---:|---:|\n"
          "| mixed | aa-before-queue | task | 4 | 1 | 1 | 50 % | 25 % | 250.0 |\n"
          "| mixed | aa-before-queue | NMI | 4 | 1 | 1 | 50 % | 25 % | 250.0 |\n");
}

TEST_CASE("the JSON has what was counted") {
    const auto json = nlohmann::json::parse(to_json({passing()}));
    const auto& run = json["runs"][0];
    CHECK(json["wait_bounds_ms"].size() + 1 == run["total"]["task"]["waits"].size());
    CHECK(run["passed"] == true);
    CHECK(run["settings"]["revision"] == "aa-before-queue");
    CHECK(run["cpus"][0]["task"]["deadlock"] == 1);
    CHECK(run["total"]["nmis_landed"]["slowpath"] == 4);
    CHECK(run["total"]["aimed_nmis_landed"]["unlock"] == 2);
}

TEST_CASE("the plot has a line for each context that ever waited") {
    const auto lines = [](const std::string& script) {
        unsigned count = 0;
        for (std::size_t at = 0; (at = script.find(" << EOD", at)) != std::string::npos; ++at) ++count;
        return count;
    };
    StressReport report = passing();
    CHECK(lines(gnuplot_script({report}, Picture::svg)) == 2);
    CHECK(lines(gnuplot_script({report, report}, Picture::svg)) == 4);
    CHECK(has(gnuplot_script({report}, Picture::svg), "set terminal svg "));
    CHECK(has(gnuplot_script({report}, Picture::png), "set terminal pngcairo "));
    report.cpus[1].nmi = {};
    CHECK(lines(gnuplot_script({report}, Picture::svg)) == 1);
}

TEST_CASE("the ending of a file's name says whether it is a picture") {
    CHECK(picture_of("waits.svg") == Picture::svg);
    CHECK(picture_of("a.svg/waits.png") == Picture::png);
    CHECK(picture_of("waits.gnuplot") == std::nullopt);
    CHECK(picture_of("svg") == std::nullopt);
    CHECK(picture_of("-") == std::nullopt);
}

}  // namespace
}  // namespace tools::stress
