// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/replay.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "scenarios/framework/sites.hpp"
#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/arguments/trace_argument.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/client/ask.hpp"
#include "tools/client/engine_error.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/output/matrix_page.hpp"
#include "tools/rqcheck/output/run_text.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/program_argument.hpp"
#include "tools/trace/fingerprint.hpp"
#include "tools/trace/token.hpp"
#include "tools/variant/engine_for.hpp"

namespace tools {
namespace {

/// The tokens for which a word on the command line stands.
std::vector<std::string> tokens_of(const std::string& typed) {
    const TraceArgument argument = trace_argument(typed);
    if (argument.token) return {*argument.token};
    std::vector<std::string> tokens;
    for (const ExecutionTrace& trace : argument.traces) {
        if (trace.replay.empty())
            throw UsageError(fmt::format("a trace in '{}' has no token: {}", typed, trace.what));
        tokens.push_back(trace.replay);
    }
    return tokens;
}

void require_break_at(const std::string& where) {
    if (where.empty()) return;
    std::vector<std::string_view> sites;
    for (const auto& entry : scenarios::all_sites) sites.push_back(entry.name);
    require_choice("site", where.substr(0, where.find('@')), sites);
}

/// Does the execution show the failure or class that the token names?
bool shows(const Report& report, const std::string& what) {
    return std::any_of(report.traces.begin(), report.traces.end(),
                       [&](const Trace& trace) { return trace.what == what; });
}

/// "replayed", or how the execution differs from the token's.
std::string end_of_replay(const Report& report, const Token& token, bool same) {
    if (same) return "replayed";
    std::string text = "replayed, but not the same execution";
    if (report.misfits != 0)
        text += fmt::format(", decisions that did not fit or were missing: {}", report.misfits);
    return text + (shows(report, token.what) ? "; it shows " : "; it does not show ") + token.what;
}

bool is_same(const Report& report, const Token& token) {
    if (report.misfits != 0 || report.traces.empty() || !report.traces.front().execution) return false;
    return fingerprint(*report.traces.front().execution) == token.fingerprint;
}

class Replays {
  public:
    explicit Replays(const ReplayOptions& options)
        : options_(options), revision_(revision_of(options)), engines_(Engine::native) {}

    int run(const std::string& text) {
        const Token token = read_token(text);
        require_own_change(token);
        if (token.setup.program.empty()) named_scenarios({token.setup.scenario});
        const Revision revision = revision_.value_or(token.setup.revision);
        const bool lenient = options_.lenient || options_.gone || revision != token.setup.revision;
        Request request = replay_request(text, lenient, options_.break_at);
        request.setup.revision = revision;
        const std::optional<Report> report = ask(Engine::native, engines_.of(request.setup), request);
        if (!report) return exit_bounded;
        report_ = *report;
        const bool same = is_same(*report, token);
        const Paint paint = Paint::for_stdout();
        std::string out = fmt::format("{} on {}: {}\n", request.setup.scenario, request.setup.revision,
                                      end_of_replay(*report, token, same));
        for (const Trace& trace : report->traces) {
            out += trace_section(trace, paint, terminal_columns());
            if (trace.execution) traces_.push_back(*trace.execution);
        }
        const bool missed = !options_.break_at.empty() && report->stops == 0;
        if (missed) {
            out += fmt::format("\n{} was never reached: nothing stopped there\n", options_.break_at);
        }
        if (!options_.break_at.empty() && !revision.tree.empty()) out += debugger_text(request, text);
        show(out);
        return std::max<int>(exit_of(*report, token, same, lenient),
                             missed ? exit_unexpected : exit_as_expected);
    }

    const std::vector<ExecutionTrace>& traces() const { return traces_; }
    /// The report of the token that was replayed last.
    const std::optional<Report>& report() const { return report_; }

  private:
    static std::optional<Revision> revision_of(const ReplayOptions& options) {
        std::vector<Revision> given;
        if (options.revision) given.push_back(*options.revision);
        const std::vector<Revision> chosen = chosen_revisions(options.kernel, given);
        return chosen.empty() ? std::nullopt : std::optional(chosen.front());
    }

    /// The command that runs the replay in gdb. The engine has the tree's lock, and the lines of that lock
    /// are in the tree.
    std::string debugger_text(const Request& request, const std::string& token) const {
        EngineExecutable engine = engine_for(Engine::native, request.setup);
        if (engine.own != nullptr) engine.executable = engine_file(Engine::native);
        std::string text =
            fmt::format("\ngdb --cd={} --args {}", request.setup.revision.tree, engine.executable);
        for (const std::string& argument : engine.arguments) text += " " + argument;
        return fmt::format("{} --replay {} --break-at {}\n", text, token, options_.break_at);
    }

    /// Refuses a token of a tree or of the user's own change if the command line does not say where that is.
    /// The token has only a name.
    void require_own_change(const Token& token) const {
        const Revision& revision = token.setup.revision;
        if (revision_) return;
        if (revision.is_tree()) {
            throw UsageError(fmt::format(
                "the token is of the lock of {}: say where that tree is, --kernel FOLDER", revision));
        }
        if (revision.own_change.empty()) return;
        throw UsageError(fmt::format(
            "the token is of the lock with {0}: say where that is, --revision '{1}' with its path "
            "in place of {0}",
            revision.own_change, revision));
    }

    int exit_of(const Report& report, const Token& token, bool same, bool lenient) const {
        if (options_.gone) return shows(report, token.what) ? exit_unexpected : exit_as_expected;
        if (same) return exit_as_expected;
        if (!lenient) return exit_not_deterministic;  // in the engine the execution was the same a moment ago
        return shows(report, token.what) ? exit_as_expected : exit_unexpected;
    }

    const ReplayOptions& options_;
    std::optional<Revision> revision_;  ///< the revision in place of the token's; nullopt: the token's
    EnginesByLock engines_;
    std::vector<ExecutionTrace> traces_;
    std::optional<Report> report_;
};

/// The HTML page of one execution.
std::string page_of(const Report& report) {
    const Request& request = report.request;
    std::optional<scenarios::ProgramScenario> program;
    if (!request.setup.program.empty()) program.emplace(program_argument(request.setup.program));
    const scenarios::Scenario* const scenario =
        program ? &program->scenario() : scenarios::find(request.setup.scenario);
    const Plan plan{{request.setup.revision}, {Row{scenario, {request}}}};
    return matrix_html(plan, {{Result{scenario, report, judge(*scenario, report)}}}, "");
}

}  // namespace

CLI::App* add_replay(CLI::App& app, ReplayOptions& options) {
    CLI::App* command = app.add_subcommand("replay", "Make an execution again, from its token");
    command
        ->add_option("token", options.typed, "Tokens, files with a token in them, or files of --trace-json")
        ->type_name("TOKEN|FILE");
    command->add_flag(
        "--continue", options.lenient,
        "Replay also if the decisions make another execution; decisions that do not fit are left out");
    command->add_flag(
        "--gone", options.gone,
        "Exit with 1 if the execution shows what the token says, and with 0 if not; implies --continue");
    add_value(
        *command, "--revision", "R", options.revision, revision_value,
        "Replay on this revision of the lock; one that is not the token's implies --continue. A token of a "
        "lock that a file of yours changes needs that file: v7.3+DIR/my-fix.hpp");
    add_kernel_options(*command, options.kernel, false);
    command
        ->add_option("--break-at", options.break_at,
                     "Show the lock's state before this site, SITE or SITE@cpuN; a debugger stops there")
        ->type_name("SITE");
    command->add_option("--trace-json", options.trace_json, "Also write the trace as JSON (docs/trace.md)")
        ->type_name("FILE");
    command
        ->add_option("--html", options.html,
                     "Also write the trace of one token as an HTML page, to step through it")
        ->type_name("FILE");
    command->footer(
        exit_codes_text(
            {{exit_as_expected, "replayed"},
             {exit_unexpected,
              "with --continue: the execution does not show what the token says (with --gone: it does)"},
             {exit_usage, "wrong use, a damaged token, or a token whose decisions make another execution"},
             {exit_bounded, "stopped by a signal"}}) +
        "Under a debugger: gdb --args rqcheck-native --replay TOKEN --break-at SITE (docs/trace.md).");
    return command;
}

int replay(const ReplayOptions& options) {
    if (options.typed.empty()) throw UsageError("replay what? Name a token, or a file with one");
    require_break_at(options.break_at);
    try {
        std::vector<std::string> tokens;
        for (const std::string& typed : options.typed) {
            const std::vector<std::string> more = tokens_of(typed);
            tokens.insert(tokens.end(), more.begin(), more.end());
        }
        for (const std::string& token : tokens) read_token(token);
        std::optional<OutputFile> file;
        if (options.trace_json) file.emplace("--trace-json", *options.trace_json);
        std::optional<OutputFile> page;
        if (options.html && tokens.size() > 1) {
            throw UsageError(
                fmt::format("--html shows the trace of one token, and there are {}", tokens.size()));
        }
        if (options.html) page.emplace("--html", *options.html);
        Replays replays(options);
        int worst = exit_as_expected;
        for (const std::string& token : tokens) {
            if (&token != &tokens.front()) show("\n");
            worst = std::max(worst, replays.run(token));
        }
        WriteErrors errors;
        errors.write(file, [&] { return trace_file(replays.traces()); });
        if (replays.report()) errors.write(page, [&] { return page_of(*replays.report()); });
        errors.require_none();
        return worst;
    } catch (const TokenError& error) {
        throw UsageError(error.what());
    } catch (const TraceError& error) {
        throw UsageError(error.what());
    }
}

}  // namespace tools
