// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/doctor.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/program_output.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/client/ask.hpp"
#include "tools/client/engine_error.hpp"
#include "tools/client/engines.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/commands/packages.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/program_argument.hpp"
#include "tools/rqcheck/texts/version.hpp"
#include "tools/support/perf_counter.hpp"
#include "tools/support/printable.hpp"
#include "tools/variant/kernel_object.hpp"

namespace tools {
namespace {

/// The output of a program; nullopt: the program is not there, or it failed.
std::optional<std::string> text_of(const std::vector<std::string>& words) {
    ProgramOutput output = output_of(words, Outputs::only_stdout);
    if (output.status != 0) return std::nullopt;
    return std::move(output.text);
}

bool is_on_path(std::string_view program) {
    const char* const path = std::getenv("PATH");
    std::istringstream directories(path != nullptr ? path : "");
    for (std::string directory; std::getline(directories, directory, ':');) {
        const std::filesystem::path file = std::filesystem::path(directory) / program;
        if (!directory.empty() && access(file.c_str(), X_OK) == 0) return true;
    }
    return false;
}

/// The program of a package. Some programs have another name than their package.
std::string program_of(const std::string& package) {
    if (package == "ninja-build") return "ninja";
    if (package == "clang") return "clang++";
    if (package == "universal-ctags") return "ctags";
    return package == "linux-perf" ? "perf" : package;
}

/// The version that the program prints.
std::string program_version(const std::string& program) {
    static const std::regex number(R"(\d+(\.\d+)+)");
    const std::string text = text_of({program, "--version"}).value_or("");
    std::smatch match;
    return std::regex_search(text, match, number) ? match.str() : "there, and names no version";
}

/// The version of the package's program, or else of the Debian package; nullopt: it is not installed.
std::optional<std::string> installed_version(const std::string& package) {
    const std::string program = program_of(package);
    if (is_on_path(program)) return program_version(program);
    const std::optional<std::string> state =
        text_of({"dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package});
    constexpr std::string_view installed = "installed ";
    if (!state || !state->starts_with(installed)) return std::nullopt;
    const std::string version = state->substr(installed.size());
    return version.substr(0, version.find('\n'));
}

class Checkup {
  public:
    /// @param state "ok", "MISSING" or "-"
    void add(std::string_view state, std::string_view name, std::string_view text) {
        show(fmt::format("  {:<8} {:<24} {}\n", state, name, printable(text)));
    }
    void add_missing(std::string_view name, std::string_view text) {
        add("MISSING", name, text);
        is_missing_ = true;
    }
    bool is_missing() const { return is_missing_; }

  private:
    bool is_missing_ = false;
};

void heading(std::string_view text) {
    show(fmt::format("\n{}\n", text));
}

/// Explores a program with a few executions, and returns a text about the answer.
std::string answer_of(Engine engine) {
    const scenarios::ProgramScenario program(program_argument("A | A"));
    SearchOptions options;
    options.engine = engine;
    options.executions = 1000;
    const Plan plan = make_program_plan(program, options, Revision().text);
    const auto report = ask(engine, engine_program(engine), plan.rows.front().requests.front());
    if (!report) throw EngineError("stopped");
    return "answers: " + report->memory_model;
}

void look_at_engines(Checkup& checkup) {
    heading("engines, needed");
    for (const Engine engine : Naming<Engine>::all) {
        try {
            checkup.add("ok", name(engine), answer_of(engine));
        } catch (const EngineError& error) {
            checkup.add_missing(name(engine), error.what());
        }
    }
}

void look_at_packages(Checkup& checkup, std::string_view title, std::string_view packages, bool needed) {
    heading(title);
    std::istringstream names{std::string(packages)};
    for (std::string package; names >> package;) {
        if (const std::optional<std::string> version = installed_version(package)) {
            checkup.add("ok", package, *version);
        } else if (needed) {
            checkup.add_missing(package, "apt-get install " + package);
        } else {
            checkup.add("-", package, "apt-get install " + package);
        }
    }
}

void look_at_kernel_objects(Checkup& checkup) {
    heading("to check a kernel tree");
    const std::string missing = missing_for_kernel_objects();
    if (missing.empty()) {
        checkup.add("ok", "--kernel, conform", "clang, llvm-symbolizer, llvm-dwarfdump, objcopy, readelf");
    } else {
        checkup.add("-", "--kernel, conform", missing);
    }
}

std::string first_line_of(const char* file) {
    std::string line;
    std::ifstream in(file);
    std::getline(in, line);
    return in ? line : "not known";
}

std::string randomisation_text() {
    const std::string value = first_line_of("/proc/sys/kernel/randomize_va_space");
    if (value == "0") return "off";
    if (value == "1") return "on, but for the heap";
    return value == "2" ? "on" : value;
}

/// Overflows of the cycle counter are the NMIs of `rqstress --nmi perf`.
std::string perf_text() {
    constexpr std::uint64_t period = 1'000'000;
    const int fd = open_perf_counter(PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES, period);
    const int error = errno;
    const std::string paranoid = first_line_of("/proc/sys/kernel/perf_event_paranoid");
    if (fd < 0) return fmt::format("no: {} (perf_event_paranoid {})", std::strerror(error), paranoid);
    close(fd);
    return fmt::format("permitted (perf_event_paranoid {})", paranoid);
}

void look_at_machine(Checkup& checkup) {
    heading("this machine");
    utsname system{};
    uname(&system);
    checkup.add("", "kernel", fmt::format("{} {} {}", system.sysname, system.release, system.machine));
    checkup.add("", "cores", fmt::format("{}", std::thread::hardware_concurrency()));
    checkup.add("", "address randomisation", randomisation_text());
    checkup.add("", "NMIs from perf", perf_text());
}

}  // namespace

CLI::App* add_doctor(CLI::App& app) {
    CLI::App* command = app.add_subcommand("doctor", "Show what is installed, and which engines answer");
    command->footer(exit_codes_text({{exit_as_expected, "all that is needed is there"},
                                     {exit_unexpected, "something needed is missing"},
                                     {exit_bounded, ""},
                                     {exit_not_deterministic, ""}}));
    return command;
}

int doctor() {
    Checkup checkup;
    show(fmt::format("rqcheck {}\n", version));
    look_at_engines(checkup);
    look_at_packages(checkup, "to build, needed", build_packages, true);
    look_at_kernel_objects(checkup);
    look_at_packages(checkup, "to test", test_packages, false);
    look_at_packages(checkup, "to measure", std::string(bench_packages) + " linux-perf", false);
    look_at_machine(checkup);
    show(checkup.is_missing() ? "\nsomething that is needed is missing\n"
                              : "\nall that is needed is there\n");
    return checkup.is_missing() ? exit_unexpected : exit_as_expected;
}

}  // namespace tools
