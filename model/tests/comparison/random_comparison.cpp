// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/comparison/random_comparison.hpp"

#include <iostream>
#include <map>

#include <CLI/CLI.hpp>

#include "model/tests/native/unit_run.hpp"
#include "model/tests/programs/random_program.hpp"
#include "model/tests/reference/brute_force.hpp"

namespace model::tests {
namespace {

struct Arguments {
    std::uint64_t programs = 2000;
    std::uint64_t seed = 1;
    std::size_t limit = 20'000;
    double most_left_out = 5;
    MemoryModel memory_model = MemoryModel::rc11;
    std::uint64_t unit = 0;  ///< executions of a unit; 0: the search is not cut
    Shape shape;
    Search search;
    bool keep_going = false;
    std::string planted;
};

NativeRun run(const Program& program, const Arguments& arguments) {
    if (arguments.unit == 0) return run_on_native(program, arguments.search);
    NativeRun all;
    GraphCollector collector(all.graphs);
    all.search = UnitRun(program, arguments.search).explore_all(arguments.unit, collector);
    return all;
}

/// The error that the comparison finds, or nothing.
std::string compare(const Graphs& engine, const std::set<std::string>& all) {
    std::string text;
    for (const auto& [graph, times] : engine) {
        if (all.count(graph) == 0) text += "only the engine finds\n  " + graph + "\n";
        if (times != 1) text += "found " + std::to_string(times) + " times\n  " + graph + "\n";
    }
    for (const std::string& graph : all) {
        if (engine.count(graph) == 0) text += "the engine misses\n  " + graph + "\n";
    }
    return text;
}

struct Counts {
    std::uint64_t compared = 0;
    std::uint64_t left_out = 0;
    std::uint64_t graphs = 0;
    std::uint64_t discarded = 0;
    std::uint64_t wrong = 0;

    double left_out_percent() const {
        const std::uint64_t made = compared + left_out;
        return made == 0 ? 0 : 100.0 * static_cast<double>(left_out) / static_cast<double>(made);
    }
    void operator+=(const Counts& other) {
        compared += other.compared;
        left_out += other.left_out;
        graphs += other.graphs;
        discarded += other.discarded;
        wrong += other.wrong;
    }
};

void add(Counts& counts, std::uint64_t number, const Arguments& arguments) {
    Program program = random_program(number, arguments.shape);
    program.memory_model = arguments.memory_model;
    const auto all = enumerate(program, arguments.limit);
    if (!all) {
        ++counts.left_out;
        return;
    }
    ++counts.compared;
    const NativeRun found = run(program, arguments);
    counts.graphs += found.search.executions;
    counts.discarded += found.search.discarded;
    const std::string difference = compare(found.graphs, *all);
    if (difference.empty()) return;
    ++counts.wrong;
    std::cout << "program " << number << "\n" << to_text(program) << difference;
}

const char* name_of(Subject subject) {
    switch (subject) {
        case Subject::memory:
            return "memory";
        case Subject::seq_cst:
            return "seq_cst";
        case Subject::addresses:
            return "addresses";
        case Subject::time:
            return "time";
        case Subject::interrupts:
            return "interrupts";
        case Subject::everything:
            return "everything";
    }
    return "";
}

void print(const std::string& name, const Counts& counts) {
    std::cout << name << ": " << counts.compared << " programs compared, " << counts.graphs << " graphs, "
              << counts.discarded << " discarded, " << counts.left_out << " left out for size ("
              << std::round(counts.left_out_percent() * 10) / 10 << " %), " << counts.wrong << " wrong\n";
}

int report(const std::map<Subject, Counts>& counts, const Arguments& arguments) {
    Counts sum;
    for (const auto& [subject, some] : counts) {
        print(name_of(subject), some);
        sum += some;
    }
    print("all", sum);
    if (!arguments.planted.empty()) {
        std::cout << arguments.planted << (sum.wrong == 0 ? " was NOT noticed\n" : " was noticed\n");
        return sum.wrong == 0 ? 1 : 0;
    }
    if (sum.left_out_percent() > arguments.most_left_out) {
        std::cout << "more than " << arguments.most_left_out << " % are left out: see --limit\n";
        return 1;
    }
    return sum.wrong == 0 ? 0 : 1;
}

void declare(CLI::App& app, Arguments& arguments, const std::vector<PlantedError>& errors) {
    app.add_option("--programs", arguments.programs, "How many")->capture_default_str();
    app.add_option("--seed", arguments.seed, "Of the first program; the next one has the next seed")
        ->capture_default_str();
    app.add_option("--limit", arguments.limit, "Leave out programs with more partial graphs")
        ->capture_default_str();
    app.add_option("--most-left-out", arguments.most_left_out, "Fail if more are left out, in percent")
        ->capture_default_str();
    app.add_option("--max-cpus", arguments.shape.max_cpus, "CPUs of a program")
        ->capture_default_str()
        ->check(CLI::Range(2U, max_tasks));
    app.add_option("--max-instructions", arguments.shape.max_instructions, "Instructions of a program")
        ->capture_default_str();
    const std::map<std::string, MemoryModel> memory_models = {
        {"rc11", MemoryModel::rc11}, {"tso", MemoryModel::tso}, {"sc", MemoryModel::sc}};
    app.add_option("--memory-model", arguments.memory_model, "rc11 (the default), tso or sc")
        ->transform(CLI::CheckedTransformer(memory_models));
    app.add_option("--slow", arguments.shape.slow, "Waits that may let their CPU's time pass")
        ->capture_default_str();
    app.add_option("--unit", arguments.unit, "Cut each search into units of so many executions, 0: do not")
        ->capture_default_str();
    app.add_flag("--keep-going", arguments.keep_going, "Do not stop at the first difference");
    const auto add_waits_eagerly = [&](std::int64_t) {
        arguments.search.wait_order = native::WaitOrder::as_they_come;
    };
    app.add_flag_function("--await-eagerly", add_waits_eagerly, "Add waits as they come");
    if (errors.empty()) return;
    std::vector<std::string> names;
    for (const PlantedError& error : errors) names.push_back(error.name);
    app.add_option("--plant", arguments.planted, "An error of the engine; exit 0 if it is noticed")
        ->check(CLI::IsMember(names));
}

}  // namespace

int compare_random_programs(int argc, char** argv, const std::vector<PlantedError>& errors) {
    CLI::App app{"Random programs: the native engine against a brute-force enumerator"};
    Arguments arguments;
    declare(app, arguments, errors);
    CLI11_PARSE(app, argc, argv);
    PlantedErrors chosen;
    for (const PlantedError& error : errors) {
        if (error.name == arguments.planted) chosen.*error.switched = true;
    }
    const Planting planting(chosen);
    // Without its tests for maximality a search may never end.
    if (!arguments.planted.empty()) arguments.search.limits.executions = 10'000;

    std::map<Subject, Counts> counts;
    for (std::uint64_t number = arguments.seed; number < arguments.seed + arguments.programs; ++number) {
        Counts& here = counts[subject_of(number, arguments.shape)];
        add(here, number, arguments);
        if (here.wrong != 0 && !arguments.keep_going) break;
    }
    return report(counts, arguments);
}

}  // namespace model::tests
