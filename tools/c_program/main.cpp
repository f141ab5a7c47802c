// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-c: explores a C file of the user's own on the native engine, see docs/compiled-programs.md.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

#include "model/not_deterministic.hpp"
#include "scenarios/framework/limits.hpp"
#include "tools/c_program/c_program.hpp"
#include "tools/c_program/c_report.hpp"
#include "tools/checker/memory_models.hpp"
#include "tools/cli/arguments/examples.hpp"
#include "tools/cli/arguments/leftovers.hpp"
#include "tools/cli/arguments/options.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/input_file.hpp"
#include "tools/cli/status_line.hpp"
#include "tools/cli/stdin_file.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/protocol/request.hpp"
#include "tools/rqcheck/texts/version.hpp"
#include "tools/support/printable.hpp"

namespace {

using namespace tools;

struct Options {
    CProgramOptions program;
    unsigned cpus = 2;
    unsigned nmis = 0;
    unsigned hardirqs = 0;
    unsigned softirqs = 0;
    MemoryModel memory = MemoryModel::rc11;
    rqspinlock::Arch arch = rqspinlock::Arch::generic;
    std::uint64_t executions = 0;
    std::optional<double> seconds;
    bool fail_on_race = false;
};

void require_handler(const CProgram& program, model::ContextKind kind, unsigned budget) {
    if (budget == 0 || program.has(kind)) return;
    throw UsageError(fmt::format("an {0} may arrive, and there is no function void program_{0}(unsigned cpu)",
                                 model::context_name(kind)));
}

std::string machine_text(const Options& options) {
    std::string text = fmt::format("{} CPU{}", options.cpus, options.cpus == 1 ? "" : "s");
    const auto add = [&](unsigned budget, std::string_view name) {
        if (budget != 0) text += fmt::format("; up to {} {}{} on each", budget, name, budget == 1 ? "" : "s");
    };
    add(options.nmis, "NMI");
    add(options.hardirqs, "hardirq");
    add(options.softirqs, "softirq");
    return text + fmt::format("; {}", options.arch == rqspinlock::Arch::x86 ? "x86" : "generic");
}

int run(Options& options) {
    const std::string shown = options.program.file == stdin_name ? "stdin" : printable(options.program.file);
    const StdinFile file(options.program.file, "stdin.c");
    options.program.file = file.path();
    options.program.is_x86 = options.arch == rqspinlock::Arch::x86;
    const CProgram program(options.program);
    require_handler(program, model::ContextKind::nmi, options.nmis);
    require_handler(program, model::ContextKind::hardirq, options.hardirqs);
    require_handler(program, model::ContextKind::softirq, options.softirqs);
    model::Configuration configuration;
    configuration.cpus = options.cpus;
    configuration.memory_model = of_model(options.memory);
    for (unsigned cpu = 0; cpu < options.cpus; ++cpu) {
        configuration.nmi_budget[cpu] = options.nmis;
        configuration.hardirq_budget[cpu] = options.hardirqs;
        configuration.softirq_budget[cpu] = options.softirqs;
    }
    model::SearchLimits limits;
    limits.executions = options.executions;
    limits.seconds = options.seconds.value_or(0);
    watch_stop_signals();
    StatusLine line;
    try {
        const CFindings findings =
            search_c_program(configuration, program.programs(), limits, [&](const model::Progress& progress) {
                line.show(
                    fmt::format("{}: {} executions, {:.0f} s", shown, progress.executions, progress.seconds));
                return !stop_requested();
            });
        line.clear();
        show(c_report(shown, machine_text(options), std::string(name(options.memory)), findings));
        if (!findings.failures.empty() || (options.fail_on_race && !findings.plain_races.empty()))
            return exit_unexpected;
        return findings.is_exhausted() ? exit_as_expected : exit_bounded;
    } catch (const model::NotDeterministic& varies) {
        line.clear();
        print_error("rqcheck-c", fmt::format("{}: {}, on CPU {} at its step {}", shown, varies.what(),
                                             varies.cpu, varies.step));
        return exit_not_deterministic;
    } catch (const std::logic_error& refusal) {
        line.clear();
        throw UsageError(refusal.what());
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Explores a C file: all executions of program_task() on each CPU, with interrupts.",
                 "rqcheck-c");
    Options options;
    app.add_option(
           "file", options.program.file,
           "C file with a function void program_task(unsigned cpu), and program_nmi, program_hardirq, "
           "program_softirq for interrupts (docs/compiled-programs.md)")
        ->type_name("FILE")
        ->required();
    add_count(app, "--cpus", options.cpus, {1, scenarios::most_cpus}, "Number of CPUs [2]");
    add_count(app, "--nmis", options.nmis, {0, scenarios::most_interrupts},
              "How many NMIs may arrive on each CPU [0]");
    add_count(app, "--hardirqs", options.hardirqs, {0, scenarios::most_interrupts},
              "How many hardirqs may arrive on each CPU [0]");
    add_count(app, "--softirqs", options.softirqs, {0, scenarios::most_interrupts},
              "How many softirqs may arrive on each CPU [0]");
    add_choice<rqspinlock::Arch>(app, "--arch", "ARCH", options.arch,
                                 "Form of the shim: generic or x86 [generic]");
    add_choice<MemoryModel>(app, "--memory", "MODEL", options.memory,
                            "Memory model: rc11 (C++20), tso or sc [rc11]");
    app.add_option("--kernel", options.program.tree,
                   "Kernel tree whose lock the file includes, such as kernel/locking/qspinlock.c")
        ->type_name("FOLDER");
    app.add_option("-X,--clang", options.program.options,
                   "Option for clang, such as -DNAME (may be repeated)")
        ->type_name("OPTION")
        ->allow_extra_args(false);
    add_count(app, "--executions", options.executions, {}, "Explore at most N executions, 0: no limit [0]");
    add_seconds(app, "--time-limit", options.seconds,
                "Seconds for the search; the result then depends on the machine [none]");
    app.add_flag("--fail-on-race", options.fail_on_race, "Also exit with 1 for a race of plain accesses");
    app.footer(exit_codes_text({{exit_as_expected, "no execution failed"},
                                {exit_unexpected, "an execution failed"},
                                {exit_bounded, "no execution failed, but not all were explored"},
                                {exit_not_done, ""}}));
    add_examples(
        app, {{"rqcheck-c counter.c --cpus 3", "a file of yours, on three CPUs"},
              {"rqcheck-c lock.c --nmis 1 --memory tso", "with an NMI on each CPU, on x86's memory model"}});
    app.set_version_flag("--version", "rqcheck-c " + std::string(version));
    app.allow_extras();
    return run_command(app, argc, argv, [&] {
        refuse_leftovers(app, "argument", {});
        return run(options);
    });
}
