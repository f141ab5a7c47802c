// SPDX-License-Identifier: GPL-2.0-or-later
//
// Takes the place of an engine in the tests of the command line. It speaks the protocol. Its answers are
// fixed, or it misbehaves as `RQCHECK_FAKE` says. It searches nothing and is no part of the product. It is
// compiled once as relacy and once as native. Their answers differ, see `answer_as_native`.
#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "scenarios/framework/sites.hpp"
#include "tools/protocol/report.hpp"
#include "tools/rqcheck/search/defaults.hpp"
#include "tools/support/build_id.hpp"

namespace {

using nlohmann::json;
using rqspinlock::judge::Class;
using rqspinlock::judge::FailureKind;
using tools::read_revision;
using tools::Report;

volatile std::sig_atomic_t interrupts = 0;

void on_stop_signal(int /*signal*/) {
    interrupts = interrupts + 1;
}

std::uint64_t& attempts(Report& report, Class value) {
    return report.classes[static_cast<unsigned>(value)];
}

void fail(Report& report, FailureKind kind, std::uint64_t executions) {
    report.failures[static_cast<unsigned>(kind)] = executions;
    report.traces.push_back({std::string(name(kind)), "cpu0 A=ok [nmi A=stuck]",
                             "CPU 0                 CPU 1\n"
                             "fast.cmpxchg 0->1\n"
                             "  NMI\n"
                             "                      pending.set\n\n"
                             "no CPU can move\n"});
}

void fill_window(Report& report) {
    const std::string_view revision = name(report.request.setup.revision);
    attempts(report, Class::acquired) = 90;
    attempts(report, Class::deadlock_true) = 6;
    report.outcomes = {{"cpu0 A=ok [nmi A=ok]", 30}, {"cpu0 A=ok [nmi A=deadlock-true]", 6}};
    report.traces.push_back(
        {"deadlock_true", "cpu0 A=ok [nmi A=deadlock-true]", "CPU 0\nsection.entry\n  NMI\n"});
    if (revision == "initial") {
        fail(report, FailureKind::stuck, 2);
        attempts(report, Class::timeout_missed) = 3;
        report.worst_wait = 500'000'001;
    } else if (revision == "nmi-trylock") {
        fail(report, FailureKind::exclusion, 1);
        fail(report, FailureKind::leak, 4);
    } else if (revision == "queue-kept") {
        attempts(report, Class::timeout_missed) = 3;
        report.worst_wait = 250'999'999;
    } else if (revision == "aa-before-queue" || revision == "v7.3") {
        report.exhausted = false;
        report.end = tools::End::executions;
    } else if (report.request.setup.cpus == 2) {
        attempts(report, Class::deadlock_false) = 1;
    }
}

/// The differing answers of native: a revision for each way in which the engines can differ.
void answer_as_native(Report& report) {
    report.gaps.clear();
    report.executions = 20;
    report.complete = 18;
    for (auto& [outcome, count] : report.outcomes) count /= 2;
    report.seconds = 0.25;
    if (report.request.search.bounds.executions) {
        report.exhausted = false;
        report.end = tools::End::executions;
        report.outcomes.erase("cpu0 A=ok [nmi A=deadlock-true]");
    }
    const std::string_view revision = name(report.request.setup.revision);
    if (report.request.setup.scenario != "sample-window") return;
    if (revision == "nmi-trylock") {  // misses a kind of failure
        report.failures[static_cast<unsigned>(FailureKind::leak)] = 0;
    } else if (revision == "queue-kept") {  // misses the longest wait
        report.worst_wait = 1'000'000;
    } else if (revision == "entry-first") {  // misses an outcome, and a class on two CPUs
        report.outcomes.erase("cpu0 A=ok [nmi A=deadlock-true]");
        attempts(report, Class::deadlock_false) = 0;
    } else if (revision == "aa-first") {  // finds more outcomes
        report.outcomes["cpu0 A=ok [nmi A=timeout]"] = 1;
        report.outcomes["cpu0 A=timeout"] = 1;
    } else if (revision == "nmi-queue") {  // finds a failure
        fail(report, FailureKind::stuck, 2);
        report.outcomes["cpu0 A=ok [nmi A=stuck]"] = 2;
    } else if (revision == "aa-before-queue" || revision == "v7.3") {  // ends by itself
        report.exhausted = !report.request.search.bounds.executions;
        if (report.exhausted) report.end = tools::End::by_itself;
    }
}

/// All sites except those of the test-and-set lock, hardirqs and NMIs at two of them, and two paths, one of
/// which counts as unreachable.
tools::Coverage fill_coverage() {
    tools::Coverage coverage;
    for (std::size_t i = 0; i < tools::site_count; ++i) {
        const std::string_view site = scenarios::all_sites[i].name;
        if (site.starts_with("tas.")) continue;
        coverage.sites[i].reached = 40 - i % 7;
        if (site.starts_with("unlock.r") || site == "fallback.read")
            coverage.sites[i].interrupted = {0, 1, 3};
    }
    coverage.paths[static_cast<unsigned>(tools::Path::fast_won)] = 40;
    coverage.paths[static_cast<unsigned>(tools::Path::sent_away)] = 2;
    return coverage;
}

/// All sites except those of the test-and-set lock, and interrupts at these, except at `head.*`.
tools::ReachedSites fill_reached() {
    tools::ReachedSites reached;
    for (std::size_t i = 0; i < tools::site_count; ++i) {
        const std::string_view site = scenarios::all_sites[i].name;
        reached.sites[i] = !site.starts_with("tas.");
        for (auto& interrupted : reached.interrupted) {
            interrupted[i] = reached.sites[i] && !site.starts_with("head.");
        }
    }
    return reached;
}

constexpr tools::Engine this_engine = tools::Engine::RQCHECK_FAKE_NAME;

/// No more executions than were asked for.
void keep_bound(Report& report) {
    const std::optional<std::uint64_t>& most = report.request.search.bounds.executions;
    if (!most || report.executions <= *most) return;
    report.executions = *most;
    report.complete = std::min(report.complete, *most);
    for (auto& [outcome, count] : report.outcomes) count = 1;
}

Report canned(const tools::Request& request) {
    Report report;
    report.request = request;
    report.engine = this_engine;
    report.memory_model = "a memory model that the fake engine has written down";
    report.gaps = {"loads return at most one older value", "no load buffering"};
    report.executions = 40;
    report.complete = 36;
    report.exhausted = request.search.scheduler == tools::Scheduler::full;
    report.end =
        request.search.scheduler == tools::Scheduler::random ? tools::End::samples : tools::End::by_itself;
    report.seconds = 1.5;
    if (request.setup.scenario == "sample-window") {
        fill_window(report);
    } else {
        attempts(report, Class::acquired) = 72;
        report.outcomes = {{"cpu0 A=ok cpu1 A=ok", 36}};
    }
    if (request.search.count_coverage) report.coverage = fill_coverage();
    if (names_sites(request.setup)) report.reached = fill_reached();
    // Only `compare` runs native without the bound that other commands give it.
    if (report.engine == tools::Engine::native &&
        request.search.bounds.executions != tools::native_executions) {
        answer_as_native(report);
    }
    keep_bound(report);
    return report;
}

void say(const json& line) {
    std::cout << line.dump() << std::endl;
}

/// Searches until it is stopped, and then answers with what it has. Makes the file `RQCHECK_FAKE_SEARCHES`,
/// if that is set.
/// @param stubborn it does not stop
void wait_for_interrupt(const tools::Request& request, bool failed, bool stubborn) {
    if (const char* const file = std::getenv("RQCHECK_FAKE_SEARCHES")) std::ofstream(file) << "searches\n";
    while (interrupts == 0 || stubborn) {
        say({{"progress", {{"executions", 7}, {"seconds", 0.1}}}});
        usleep(10'000);
    }
    Report report = canned(request);
    report.exhausted = false;
    report.end = tools::End::stopped;
    if (failed) fail(report, FailureKind::race, 1);
    say({{"result", report}, {"build", tools::build_id_of("/proc/self/exe")}});
}

void answer(const tools::Request& request, const std::string& mode) {
    if (mode == "aborts") std::abort();
    if (mode == "exits") std::_Exit(5);
    if (mode == "nonsense") std::cout << "Segmentation fault\n" << std::flush;
    if (mode == "shapeless") say({{"result", {{"scenario", 3}}}});
    if (mode == "relacy-refuses" && this_engine == tools::Engine::relacy &&
        request.setup.revision == read_revision("queue-kept")) {
        return say({{"error", "cannot do that"}});
    }
    if (mode == "refuses-some" && request.setup.revision == read_revision("queue-kept"))
        return say({{"error", "cannot do that"}});
    if (mode == "refuses") say({{"error", "cannot do that"}});
    if (mode == "waits") return wait_for_interrupt(request, false, false);
    if (mode == "relacy-waits" && this_engine == tools::Engine::relacy) {
        return wait_for_interrupt(request, false, false);
    }
    if (mode == "waits-fails") return wait_for_interrupt(request, true, false);
    if (mode == "stubborn") return wait_for_interrupt(request, false, true);
    if (mode == "dies-later" && request.setup.revision == read_revision("queue-kept")) std::_Exit(6);
    if (mode == "half") {
        std::cout << R"({"result": {"scenario")" << std::flush;
        std::_Exit(0);
    }
    Report report = canned(request);
    if (mode == "mistakes") report.request.setup.cpus += 1;
    say({{"progress", {{"executions", 20}, {"seconds", 0.5}}}});
    say({{"result", report}, {"build", tools::build_id_of("/proc/self/exe")}});
}

}  // namespace

int main() {
    struct sigaction action {};
    action.sa_handler = on_stop_signal;
    sigaction(SIGINT, &action, nullptr);
    const char* const set = std::getenv("RQCHECK_FAKE");
    const std::string mode = set != nullptr ? set : "";
    for (std::string line; std::getline(std::cin, line);) {
        answer(json::parse(line).get<tools::Request>(), mode);
    }
}
