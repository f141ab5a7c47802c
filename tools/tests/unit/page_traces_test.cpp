// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/page_traces.hpp"

#include <nlohmann/json.hpp>

#include <rqcheck_catch.hpp>
#include "tools/trace/shown_state.hpp"
#include "tools/trace/source_texts.hpp"

using nlohmann::json;
using tools::ExecutionTrace;
using tools::PageTraces;
using tools::ShownState;
using tools::TraceStep;

namespace {

/// Makes a trace, and counts the clocks up by itself.
class Maker {
  public:
    explicit Maker(unsigned cpus) : clocks_(cpus, std::vector<std::uint32_t>(cpus)) {
        trace_.ends.assign(cpus, {"finished", "", ""});
        trace_.what = "stuck";
    }

    TraceStep& step(unsigned cpu, const std::string& operation, const std::string& site,
                    std::vector<std::string> context = {"task"}) {
        ++clocks_[cpu][cpu];
        TraceStep step;
        step.cpu = cpu;
        step.context = std::move(context);
        step.operation = operation;
        step.site = site;
        step.clock = clocks_[cpu];
        trace_.steps.push_back(step);
        return trace_.steps.back();
    }

    void write(unsigned cpu, const std::string& site, const std::string& variable, const std::string& value) {
        TraceStep& made = step(cpu, "write", site);
        made.variable = variable;
        made.written = value;
    }

    void update(unsigned cpu, const std::string& read, const std::string& written, tools::StepNumber from) {
        TraceStep& made = step(cpu, "update", "fast.cmpxchg");
        made.variable = "A";
        made.read = read;
        made.written = written;
        made.from = from;
    }

    void note(unsigned cpu, const std::string& phase) {
        tools::Announcement change;
        change.lock = "A";
        change.phase = phase;
        change.node = 0;
        step(cpu, "note", "fast.cmpxchg").change = change;
    }

    /// Makes what `from` has done happen before what `cpu` does next.
    void synchronise(unsigned cpu, unsigned from) { clocks_[cpu][from] = clocks_[from][from]; }

    ExecutionTrace& trace() { return trace_; }

  private:
    ExecutionTrace trace_;
    std::vector<std::vector<std::uint32_t>> clocks_;
};

/// cpu0 takes A and gives it to cpu1, which gets an NMI that never ends.
ExecutionTrace handed_over() {
    Maker maker(2);
    maker.update(0, "(0,0,0)", "(0,0,1)", tools::initial);
    maker.note(0, "owner");
    maker.update(0, "(0,0,1)", "(0,0,0)", 0);
    maker.note(0, "released");
    maker.write(0, "grab.count", "cpu0.cnt", "1");
    maker.synchronise(1, 0);
    maker.update(1, "(0,0,0)", "(0,0,1)", 2);
    maker.note(1, "owner");
    maker.step(1, "enter", "grab.count", {"task", "nmi"});
    maker.step(1, "fence", "queue.barrier", {"task", "nmi"});
    maker.step(1, tools::hang, "queue.wait", {"task", "nmi"}).variable = "cpu1.node0.locked";
    maker.trace().ends[1] = {"blocked", "queue.wait", "cpu1.node0.locked"};
    return maker.trace();
}

const std::string& cell(const ShownState& state, const char* table, const char* row, const char* column) {
    return state.cells().at({table, row, column});
}

}  // namespace

TEST_CASE("a trace becomes rows that name rows") {
    PageTraces page;
    const json trace = json::parse(page.add(handed_over()));
    const json shared = json::parse(page.shared());
    const auto text = [&](const char* list, std::size_t row) {
        return shared.at("texts").at(trace.at(list).at(row).get<std::size_t>()).get<std::string>();
    };
    REQUIRE(trace.at("text").size() == 7);
    CHECK(text("text", 0) == "fast.cmpxchg A (0,0,0) -> (0,0,1)");
    CHECK(text("comments", 0) == "owner");
    CHECK(text("text", 3) == "fast.cmpxchg A (0,0,0) -> (0,0,1) <- cpu0");
    CHECK(text("context", 5) == "nmi");
    CHECK(trace.at("from") == json({-1, 0, nullptr, 1, nullptr, nullptr, nullptr}));
    CHECK(trace.at("handover") == json({nullptr, nullptr, nullptr, 1, nullptr, nullptr, nullptr}));
    CHECK(trace.at("contexts") == json::array({{1, 1, 4, 6, "nmi"}}));
    CHECK(text("text", 6) == "waits for ever: queue.wait node0.locked");
    CHECK(trace.at("hang") == json({false, false, false, false, false, false, true}));
    CHECK(trace.at("hangs") ==
          json::array({"CPU 1's NMI waits for ever at queue.wait for cpu1.node0.locked"}));
    CHECK(trace.at("ends") == json({"", ""}));
    // No step of cpu1 happens before a step of cpu0. All steps of cpu0 happen before cpu1's step.
    CHECK(trace.at("before").at(1) == json({1, -1}));
    CHECK(trace.at("before").at(3) == json({2, 3}));
}

TEST_CASE("a row has the cells that it changes, and no others") {
    PageTraces page;
    const json trace = json::parse(page.add(handed_over()));
    const json shared = json::parse(page.shared());
    const auto changes = [&](std::size_t row) {
        std::map<std::string, std::string> found;
        const json& state = trace.at("state").at(row);
        for (std::size_t i = 0; i < state.size(); i += 2) {
            const json& name = trace.at("cells").at(state.at(i).get<std::size_t>());
            found[name.at(1).get<std::string>() + " " + name.at(2).get<std::string>()] =
                shared.at("texts").at(state.at(i + 1).get<std::size_t>()).get<std::string>();
        }
        return found;
    };
    using Changes = std::map<std::string, std::string>;
    CHECK(changes(0) == Changes{{"A tail", "0"}, {"A pending", "0"}, {"A locked", "1"}, {"A owner", "cpu0"}});
    CHECK(changes(1) == Changes{{"A locked", "0"}, {"A owner", "-"}});
    CHECK(changes(2) == Changes{{"cpu0 count", "1"}, {"cpu0 entries", "NULL"}});
    CHECK(changes(3) == Changes{{"A locked", "1"}, {"A owner", "cpu1"}});
    CHECK(changes(4).empty());
}

TEST_CASE("the head of the queue is handed over, but not by a waiter before the queue") {
    Maker maker(2);
    const auto queue = [&](unsigned cpu) {
        maker.update(cpu, "(0,0,1)", "(cpu0/0,0,1)", tools::initial);
        maker.note(cpu, "node taken");
        maker.note(cpu, "queued");
    };
    const auto step = [&](unsigned cpu, const char* phase) {
        maker.step(cpu, "fence", "queue.barrier");
        maker.note(cpu, phase);
    };
    queue(0);
    step(0, "head");
    queue(1);
    step(0, "dequeued");
    step(1, "head");
    step(1, "dequeued");
    queue(0);
    step(0, "head");
    PageTraces page;
    const json trace = json::parse(page.add(maker.trace()));
    CHECK(trace.at("handover") == json({nullptr, nullptr, nullptr, nullptr, 3, nullptr, nullptr, nullptr}));
}

TEST_CASE("nothing in a trace ends the script element that it stands in") {
    constexpr const char* hostile = "</script><!-- <script> \" \\ \xff";
    ExecutionTrace trace = handed_over();
    trace.steps[0].site = hostile;
    trace.steps[0].file = hostile;
    trace.ends[0] = {"blocked", hostile, hostile};
    trace.what = hostile;
    PageTraces page;
    const std::string text = page.add(trace);
    const std::string shared = page.shared();
    CHECK(text.find('<') == std::string::npos);
    CHECK(shared.find('<') == std::string::npos);
    CHECK(json::parse(text).at("meaning").get<std::string>().starts_with("</script><!-- <script> \" \\ "));
}

TEST_CASE("lines around a place are there, and of a file that is not known none") {
    ExecutionTrace trace = handed_over();
    trace.steps[0].file = "lock/rqspinlock.hpp";
    trace.steps[0].line = 2;
    trace.steps[2].file = "elsewhere.hpp";
    trace.steps[2].line = 2;
    PageTraces page;
    const json rows = json::parse(page.add(trace));
    const json shared = json::parse(page.shared());
    CHECK(rows.at("place").at(0) == 0);
    CHECK(shared.at("places").at(0) == json({"lock/rqspinlock.hpp", 2}));
    const json& lines = shared.at("sources").at("lock/rqspinlock.hpp");
    CHECK(lines.at("1") == "// SPDX-License-Identifier: GPL-2.0-or-later");
    CHECK(lines.contains("6"));
    CHECK_FALSE(lines.contains("7"));
    CHECK(shared.at("sources").at("elsewhere.hpp").empty());
    CHECK(tools::source_text("elsewhere.hpp").empty());
}

TEST_CASE("a stale read of the initial value does not undo a write") {
    Maker maker(2);
    maker.update(0, "(0,0,0)", "(cpu0/1,1,2)", tools::initial);
    TraceStep& stale = maker.step(1, "read", "fast.cmpxchg");
    stale.variable = "A";
    stale.read = "(0,0,0)";
    stale.from = tools::initial;
    maker.write(0, "queue.link", "cpu0.node1.next", "cpu1.node0");
    maker.write(0, "flag.signal", "flag1", "1");
    ShownState state;
    for (const TraceStep& step : maker.trace().steps) state.after(step);
    CHECK(cell(state, "Locks", "A", "tail") == "cpu0/1");
    CHECK(cell(state, "Locks", "A", "pending") == "1");
    CHECK(cell(state, "Locks", "A", "locked") == "2");
    CHECK(cell(state, "Queue nodes", "cpu0.node1", "next") == "cpu1.node0");
    CHECK(cell(state, "Flags", "flag1", "value") == "1");
    CHECK(state.cells().size() == 5);
}
