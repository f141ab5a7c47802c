// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/matrix_page.hpp"

#include <regex>
#include <set>

#include <rqcheck_catch.hpp>
#include "tools/rqcheck/output/template.hpp"
#include "tools/rqcheck/output/trace_file.hpp"

using rqspinlock::judge::Class;
using rqspinlock::judge::FailureKind;
using tools::Cells;
using tools::Plan;
using tools::read_revision;
using tools::Result;

namespace {

constexpr const char* hostile =
    "<script>alert(1)</script> & \"q\" 'a' </pre> {{title}} | *b* _c_ [d](e)\n# f";

const scenarios::Scenario& hostile_scenario() {
    static const scenarios::Scenario scenario{.name = "hostile",
                                              .claim = hostile,
                                              .source = hostile,
                                              .cpus = {1, 2, 2},
                                              .task = nullptr,
                                              .expected = {}};
    return scenario;
}

struct Matrix {
    Plan plan;
    std::vector<Cells> cells;
};

/// Two revisions, of which the second was not run.
Matrix hostile_matrix() {
    Matrix matrix;
    matrix.plan.revisions = {read_revision("initial"), read_revision("queue-kept")};
    tools::Row row{&hostile_scenario(), {}};
    for (const tools::Revision& revision : matrix.plan.revisions) {
        tools::Request request;
        request.setup.scenario = "hostile";
        request.setup.revision = revision;
        request.setup.cpus = 2;
        row.requests.push_back(request);
    }
    Result result{&hostile_scenario(), {}, {}};
    result.report.request = row.requests.front();
    result.report.engine = tools::Engine::native;
    result.report.gaps = {hostile};
    result.report.exhausted = true;
    result.report.traces = {{"stuck", hostile, hostile}};
    result.report.failures[static_cast<unsigned>(FailureKind::stuck)] = 1;
    result.judgement.verdict = tools::Verdict::fail;
    result.judgement.failure = FailureKind::stuck;
    result.judgement.unexpected = {hostile};
    matrix.plan.rows.push_back(row);
    matrix.cells.push_back({result, std::nullopt});
    return matrix;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

std::vector<std::string> all_matches(const std::string& text, const std::string& pattern) {
    const std::regex regex(pattern);
    std::vector<std::string> matches;
    for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
        matches.push_back((*match)[1]);
    }
    return matches;
}

}  // namespace

TEST_CASE("a page of HTML takes no markup from texts") {
    const Matrix matrix = hostile_matrix();
    const std::string html = matrix_html(matrix.plan, matrix.cells, hostile);
    CHECK(count(html, "<script>") == 1);
    CHECK(html.find("alert(1)</script>") == std::string::npos);
    CHECK(count(html, "</pre>") == 1);
    // Claim, source, gap, reason of being unexpected, outcome, trace, reason of being partial.
    CHECK(count(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;q&quot; &apos;a&apos;") == 7);
    CHECK(count(html, "{{title}}") == 7);
}

TEST_CASE("a page of HTML needs nothing but itself, and its links lead somewhere") {
    const Matrix matrix = hostile_matrix();
    const std::string html = matrix_html(matrix.plan, matrix.cells, "");
    CHECK(html.find("http://") == std::string::npos);
    CHECK(html.find("https://") == std::string::npos);
    CHECK(html.find(" src=") == std::string::npos);
    CHECK(html.find("url(") == std::string::npos);
    CHECK(html.find("<strong>Partial") == std::string::npos);
    const std::vector<std::string> ids = all_matches(html, " id=\"([^\"]*)\"");
    const std::set<std::string> unique(ids.begin(), ids.end());
    CHECK(unique.size() == ids.size());
    for (const std::string& target : all_matches(html, "href=\"#([^\"]*)\"")) {
        CAPTURE(target);
        CHECK(unique.contains(target));
    }
    CHECK(unique.contains("hostile.initial"));
    CHECK_FALSE(unique.contains("hostile.queue-kept"));
}

TEST_CASE("a page of Markdown takes no markup from texts") {
    const Matrix matrix = hostile_matrix();
    const std::string markdown = matrix_markdown(matrix.plan, matrix.cells, "");
    CHECK(markdown.find("<script>") == std::string::npos);
    CHECK(markdown.find("[d](e)") == std::string::npos);
    CHECK(markdown.find("\n# f") == std::string::npos);
    CHECK(markdown.find("**Partial") == std::string::npos);
    CHECK(markdown.find("\n| [hostile/2](#hostile2) | [hangs NEW](traces/hostile.initial.txt) | - |\n") !=
          std::string::npos);
}

TEST_CASE("a partial page says so at its top") {
    const Matrix matrix = hostile_matrix();
    CHECK(matrix_markdown(matrix.plan, matrix.cells, "stopped").find("**Partial: stopped.**") < 40);
    CHECK(matrix_html(matrix.plan, matrix.cells, "stopped").find("<strong>Partial:</strong> stopped.") !=
          std::string::npos);
}

TEST_CASE("escaped Markdown reads as the text") {
    CHECK(tools::escape_markdown("fast.* and grab.*") == "fast.\\* and grab.\\*");
    CHECK(tools::escape_markdown("deadlock_true _x_ a_ _b") == "deadlock_true \\_x\\_ a\\_ \\_b");
    CHECK(tools::escape_markdown("a|b\\c\r\nd`e`") == "a\\|b\\\\c  d\\`e\\`");
}

TEST_CASE("a template that is wrong is an error, not an empty page") {
    CHECK_THROWS_AS(tools::fill_html("{{#open}}", kainjow::mustache::data{}), std::logic_error);
}

TEST_CASE("traces worth reading: failures, missed timeouts and false deadlocks; a file has the failures") {
    tools::Report report;
    report.traces = {{"busy", "", ""}, {"timeout_needed", "", ""}};
    CHECK_FALSE(has_trace_worth_reading(report));
    const char* const what = GENERATE("deadlock_false", "timeout_missed", "stuck");
    report.traces.push_back({what, "", ""});
    CHECK(has_trace_worth_reading(report));
    CHECK(failure_traces(report).size() == (std::string_view(what) == "stuck" ? 1 : 0));
}

TEST_CASE("a run's name has the number of CPUs where it is not the natural one") {
    Matrix matrix = hostile_matrix();
    Result& result = *matrix.cells[0][0];
    CHECK(run_name(result) == "hostile.initial");
    result.report.request.setup.cpus = 1;
    CHECK(run_name(result) == "hostile-1.initial");
}
