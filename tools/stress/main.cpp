// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// rqstress: puts the lock under stress on the machine itself, the counterpart of the kernel's stress module.
/// With --replay it tries a trace.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <optional>

#include "tools/cli/arguments/examples.hpp"
#include "tools/cli/arguments/leftovers.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/status_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/client/trace_from.hpp"
#include "tools/rqcheck/texts/version.hpp"
#include "tools/stress/arguments.hpp"
#include "tools/stress/forced/run.hpp"
#include "tools/stress/json.hpp"
#include "tools/stress/picture.hpp"
#include "tools/stress/run.hpp"
#include "tools/stress/text.hpp"

namespace {

using namespace tools;
using namespace tools::stress;

/// The files of all runs.
class Outputs {
  public:
    /// @throw UsageError if they could not be written
    explicit Outputs(const Arguments& arguments) {
        if (arguments.json) json_.emplace("--json", *arguments.json);
        if (!arguments.plot) return;
        plot_.emplace("--plot", *arguments.plot);
        picture_ = picture_of(*arguments.plot);
        if (picture_) require_gnuplot(*arguments.plot);
    }

    void write(const std::vector<StressReport>& reports) const {
        WriteErrors errors;
        errors.write(json_, [&] { return to_json(reports); });
        errors.write(plot_, [&] {
            const std::string script = gnuplot_script(reports, picture_.value_or(Picture::svg));
            return picture_ ? drawn(script) : script;
        });
        errors.require_none();
    }

  private:
    std::optional<OutputFile> json_;
    std::optional<OutputFile> plot_;
    std::optional<Picture> picture_;  ///< nothing: the script
};

/// @param has_threads is set if there are threads that cannot be ended
int run_all(const Arguments& arguments, bool& has_threads) {
    const std::vector<Settings> all = all_settings(arguments);
    const Outputs outputs(arguments);
    watch_stop_signals();

    std::vector<StressReport> reports;
    int code = exit_as_expected;
    for (const Settings& settings : all) {
        StatusLine progress;
        reports.push_back(run(settings, [&](const StressReport& report) {
            progress.show(progress_text(report));
            return !stop_requested();
        }));
        progress.clear();
        const StressReport& report = reports.back();
        has_threads = report.has_threads();
        if (!arguments.table) show(describe(report, terminal_columns()));
        if (!failures(report).empty()) code = exit_unexpected;
        // After threads that hang, or a table that is not empty, the next run would not start from
        // a clean state.
        if (has_threads || !report.leak.empty() || report.stopped) break;
    }
    if (arguments.table) {
        show(share_table(reports));
        for (const StressReport& report : reports) {
            if (!failures(report).empty()) show(fmt::format("\n{}", describe(report, terminal_columns())));
        }
    }
    outputs.write(reports);
    return code == exit_as_expected && reports.back().stopped ? exit_bounded : code;
}

/// Tries a trace instead of a load.
int replay(const Arguments& arguments, bool& has_threads) {
    const double watchdog = replay_watchdog(arguments);
    std::optional<OutputFile> json;
    if (arguments.json) json.emplace("--json", *arguments.json);
    const ExecutionTrace trace = trace_from(*arguments.replay, arguments.what, arguments.lenient);
    const forced::ForcedReport report = forced::run(trace, watchdog);
    has_threads = !report.hang.empty();
    show(describe(report));
    if (json) json->write(to_json(report));
    return report.is_reproduced() ? exit_as_expected : exit_unexpected;
}

int stress_or_replay(const CLI::App& app, const Arguments& arguments, bool& has_threads) {
    if (!arguments.replay) {
        if (arguments.what) throw UsageError("--what names one of the traces of --replay");
        if (arguments.lenient) throw UsageError("--continue is of --replay");
        return run_all(arguments, has_threads);
    }
    for (const CLI::Option* option : app.get_options()) {
        const std::string& name = option->get_name();
        if (option->count() == 0 || name == "--replay" || name == "--what" || name == "--json" ||
            name == "--continue" || name == "--watchdog") {
            continue;
        }
        throw UsageError(fmt::format("{} is of the load: --replay does what its trace says", name));
    }
    return replay(arguments, has_threads);
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    CLI::App app("Stresses the lock on the hardware: CPUs are threads, NMIs are signals.", "rqstress");
    app.set_version_flag("--version", "rqstress " + std::string(version));
    app.footer(exit_codes_text(
        {{exit_as_expected, "all runs pass; with --replay: reproduced"},
         {exit_unexpected, "one does not; with --replay: not reproduced"},
         {exit_bounded, "stopped before the end: Ctrl-C or SIGTERM; a second one ends at once"},
         {exit_not_deterministic, ""},
         {exit_not_done, "could not be done, try again: memory or disk ran out"}}));
    add_options(app, arguments);
    add_examples(
        app, {{"rqstress --mode abba --seconds 5", "two locks in either order, on the newest revision"},
              {"rqstress --revision v7.2,v7.3 --seconds 5 --plot waits.svg", "the waits on two kernels"},
              {"rqcheck run nmi-lock-entry --revision queue-kept --trace-json window.json", "writes a trace"},
              {"rqstress --replay window.json", "forces the trace, on real atomics"}});
    app.allow_extras();
    bool has_threads = false;
    const int code = run_command(app, argc, argv, [&] {
        refuse_leftovers(app, "argument", {});
        return stress_or_replay(app, arguments, has_threads);
    });
    // Threads that hang cannot be ended, and use what would be destroyed.
    if (has_threads) std::_Exit(code);
    return code;
}
