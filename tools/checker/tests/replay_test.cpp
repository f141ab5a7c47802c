// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "run.hpp"
#include "tools/checker/engine.hpp"
#include "tools/checker/packed_decisions.hpp"
#include "tools/protocol/trace.hpp"
#include "tools/support/bytes.hpp"
#include "tools/trace/fingerprint.hpp"
#include "tools/trace/token.hpp"

// A replay makes the executions that a search shows, from their tokens, and refuses everything else.

namespace tools {
namespace {

const Trace& trace_named(const Report& report, std::string_view what) {
    const auto found = std::find_if(report.traces.begin(), report.traces.end(),
                                    [&](const Trace& trace) { return trace.what == what; });
    REQUIRE(found != report.traces.end());
    return *found;
}

std::string refusal(const Request& request) {
    try {
        run(request);
    } catch (const RequestError& error) {
        return error.what();
    }
    return "";
}

std::string some_token() {
    const Report report = run(request_for("nmi-unlock-order", "queue-kept", 1));
    return trace_named(report, "timeout_missed").execution->replay;
}

TEST_CASE("every trace of a search is made again from its token, byte for byte", "[replay]") {
    unsigned replayed = 0;
    for (const char* revision : {"initial", "queue-kept", "trylock-once", "aa-before-queue"}) {
        for (const char* name : {"abba", "irq-nest", "mutual-exclusion", "nmi-aa-latency", "nmi-unlock-order",
                                 "paravirt-abba", "tas-abba", "timeout-race", "tracepoint-begin"}) {
            INFO(name << " on " << revision);
            Request request = request_for(name, revision);
            request.search.bounds.executions = 3000;
            request.setup.slow = scenarios::find(name)->slow;
            request.setup.arch = replayed % 2 == 0 ? rqspinlock::Arch::generic : rqspinlock::Arch::x86;
            for (const Trace& trace : run(request).traces) {
                INFO(trace.text);
                const Report again = run(replay_request(trace.execution->replay, false, ""));
                REQUIRE(again.traces.size() == 1);
                CHECK(again.traces.front().text == trace.text);
                CHECK(nlohmann::json(*again.traces.front().execution) == nlohmann::json(*trace.execution));
                CHECK(again.executions == 1);
                ++replayed;
            }
        }
    }
    CHECK(replayed > 50);
}

TEST_CASE("a token with a changed byte, or cut short, is no token", "[replay]") {
    const std::string token = some_token();
    REQUIRE(read_token(token).what == "timeout_missed");
    for (std::size_t place = 0; place < token.size(); ++place) {
        for (int change = 1; change < 256; ++change) {
            std::string damaged = token;
            damaged[place] = static_cast<char>(damaged[place] ^ change);
            INFO(damaged);
            // Blanks are ignored, so the damaged text may be a shorter token.
            REQUIRE_THROWS_AS(read_token(damaged), TokenError);
        }
        REQUIRE_THROWS_AS(read_token(token.substr(0, place)), TokenError);
        REQUIRE_THROWS_AS(read_token(token.substr(place + 1)), TokenError);
    }
    REQUIRE_THROWS_AS(read_token(token + "A"), TokenError);
    CHECK(read_token(" " + token.substr(0, 9) + "\r\n\t" + token.substr(9) + "\n").decisions ==
          read_token(token).decisions);
}

TEST_CASE("decisions that no engine made are refused, whatever they are", "[replay]") {
    Token token = read_token(some_token());
    const std::string decisions = token.decisions;
    for (std::size_t place = 0; place < decisions.size(); ++place) {
        for (int change = 1; change < 256; change *= 2) {
            token.decisions = decisions;
            token.decisions[place] = static_cast<char>(token.decisions[place] ^ change);
            const Request request = replay_request(token_text(token), false, "");
            const std::string said = refusal(request);
            // Some changes give another execution of the program. All others are refused in words.
            if (!said.empty()) {
                const bool in_words = said.starts_with("the token does not fit: step ") ||
                                      said.starts_with("the token's decisions fit, and make another") ||
                                      said.starts_with("a damaged token: ");
                INFO(said);
                REQUIRE(in_words);
            }
            Request lenient = request;
            lenient.replay->lenient = true;
            if (said.starts_with("the token does not fit")) REQUIRE(run(lenient).misfits > 0);
        }
    }
}

TEST_CASE("a token can be of every failure kind and class", "[replay]") {
    using namespace rqspinlock::judge;
    Token token = read_token(some_token());
    std::vector<std::string_view> all(failure_names.begin(), failure_names.end());
    all.insert(all.end(), class_names.begin(), class_names.end());
    for (const std::string_view what : all) {
        token.what = what;
        CHECK(read_token(token_text(token)).what == what);
    }
}

TEST_CASE("decisions survive being packed, the obvious ones as any", "[replay]") {
    using Kind = model::Decision::Kind;
    const model::Decisions decisions = {
        {Kind::any, 0, 0, {}, true},         {Kind::any, 0, 0, {}, true},   {Kind::any, 7, 0, {}, true},
        {Kind::read, 1, 0, {7, 300}, false}, {Kind::read, 2, 0, {}, false}, {Kind::write, 3, 5, {}, false},
        {Kind::choice, 0, 200, {}, false},   {Kind::jump, 0, 0, {}, false}, {Kind::jump, 0, 0, {}, false},
    };
    CHECK(unpacked(packed(decisions)) == decisions);
    CHECK(packed(decisions).size() == 16);
    CHECK(unpacked("").empty());
    CHECK_THROWS_AS(unpacked("\x07"), BytesError);
    CHECK_THROWS_AS(unpacked(std::string("\0\xff\xff\xff\xff\x0f", 6)), BytesError);
}

TEST_CASE("decisions that make another execution than they did are refused, or tried", "[replay]") {
    Token token = read_token(some_token());
    token.fingerprint ^= 1U;
    Request request = replay_request(token_text(token), false, "");
    CHECK(
        refusal(request).starts_with("the token's decisions fit, and make another execution than they did"));
    request.replay->lenient = true;
    const Report report = run(request);
    CHECK(report.misfits == 0);
    CHECK(count(report, rqspinlock::judge::Class::timeout_missed) == 1);
}

TEST_CASE("a fingerprint is of what an execution does, not of where it is written", "[replay]") {
    ExecutionTrace trace =
        *trace_named(run(request_for("nmi-unlock-order", "queue-kept", 1)), "timeout_missed").execution;
    const std::uint32_t before = fingerprint(trace);
    for (TraceStep& step : trace.steps) {
        step.file = "elsewhere.hpp";
        step.line += 7;
    }
    CHECK(fingerprint(trace) == before);
    for (std::size_t i = 0; i < trace.steps.size(); ++i) {
        ExecutionTrace other = trace;
        other.steps[i].epoch += 1;
        CHECK(fingerprint(other) != before);
        other = trace;
        other.steps[i].written = "another value";
        CHECK(fingerprint(other) != before);
        other = trace;
        other.steps[i].site += ".";
        CHECK(fingerprint(other) != before);
    }
}

TEST_CASE("decisions of another revision do not fit, and are followed as far as they do", "[replay]") {
    Token token = read_token(some_token());
    token.setup.revision = read_revision("aa-before-queue");
    Request request = replay_request(token_text(token), false, "");
    CHECK(refusal(request).starts_with("the token does not fit: step "));
    request.replay->lenient = true;
    const Report report = run(request);
    CHECK(report.misfits > 0);
    CHECK(report.executions == 1);
    CHECK(count(report, rqspinlock::judge::Class::timeout_missed) == 0);
    // The execution is not shown as a missed timeout, because it has none.
    CHECK(report.traces.front().what == "with this outcome");
}

TEST_CASE("a trace file is read back as it was, and refused if it is damaged", "[replay]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.setup.weaken = {"unlock.release"};
    const Report report = run(request);
    const ExecutionTrace& trace = *trace_named(report, "race").execution;
    REQUIRE(trace.race.size() == 2);
    const std::string text = trace_file({trace});
    CHECK(trace_file(read_trace_file(text)) == text);

    nlohmann::json file = nlohmann::json::parse(text);
    const auto refused = [](const nlohmann::json& damaged) {
        REQUIRE_THROWS_AS(read_trace_file(damaged.dump()), TraceError);
    };
    for (const char* key : {"what", "setup", "steps", "ends", "replay"}) {
        nlohmann::json damaged = file;
        damaged["traces"][0].erase(key);
        refused(damaged);
        damaged["traces"][0][key] = 7;
        refused(damaged);
    }
    for (const char* key : {"cpu", "context", "clock", "epoch"}) {
        nlohmann::json damaged = file;
        damaged["traces"][0]["steps"][3].erase(key);
        refused(damaged);
    }
    nlohmann::json damaged = file;
    damaged["traces"][0]["steps"][3]["from"] = 100'000;
    refused(damaged);
    damaged = file;
    damaged["traces"][0]["steps"][3]["cpu"] = 2;
    refused(damaged);
    damaged = file;
    damaged["version"] = 1;
    CHECK_THROWS_WITH(read_trace_file(damaged.dump()), "a trace of version 1, this rqcheck reads version 3");
    for (std::size_t size = 0; size + 2 < text.size(); size += 7) {
        REQUIRE_THROWS_AS(read_trace_file(text.substr(0, size)), TraceError);
    }
}

TEST_CASE("an order shows no stale read where one without is possible", "[trace]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.setup.weaken = {"unlock.release"};
    const Report report = run(request);
    for (const TraceStep& step : trace_named(report, "race").execution->steps) CHECK(step.missed.empty());
}

TEST_CASE("a trace says from which load an access has its address", "[trace]") {
    const Report report = run(request_for("abba-stale-entry", "initial"));
    const ExecutionTrace& trace = *trace_named(report, "deadlock_false").execution;
    const std::map<std::string, std::string> loads = {{"abba.top", "abba.count"},
                                                      {"queue.link", "queue.xchg_tail"}};
    unsigned found = 0;
    for (const TraceStep& step : trace.steps) {
        if (!step.address_from) continue;
        ++found;
        const TraceStep& load = trace.steps[static_cast<std::size_t>(*step.address_from)];
        CHECK(load.cpu == step.cpu);
        CHECK(load.order == "dependency");
        CHECK(load.site == loads.at(step.site));
    }
    CHECK(found != 0);
    CHECK(nlohmann::json(trace).get<ExecutionTrace>().steps == trace.steps);
}

TEST_CASE("a trace says what a stale read missed, and what else it could have read", "[trace]") {
    const Report report = run(request_for("abba-stale-entry", "initial"));
    const ExecutionTrace& trace = *trace_named(report, "deadlock_false").execution;
    unsigned stale = 0;
    for (std::size_t number = 0; number < trace.steps.size(); ++number) {
        const TraceStep& step = trace.steps[number];
        for (const StepNumber missed : step.missed) {
            ++stale;
            const TraceStep& store = trace.steps[static_cast<std::size_t>(missed)];
            CHECK(static_cast<std::size_t>(missed) < number);
            CHECK(store.variable == step.variable);
            CHECK(store.written.has_value());
            CHECK(std::count(step.enabled_stores.begin(), step.enabled_stores.end(), missed) == 1);
        }
    }
    CHECK(stale > 0);
    CHECK(trace_named(report, "deadlock_false").text.find("[stale: missed ") != std::string::npos);
}

}  // namespace
}  // namespace tools
