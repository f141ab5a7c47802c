// SPDX-License-Identifier: GPL-2.0-or-later

// native-random: random programs on the native engine against the brute-force enumerator. The two must find
// the same graphs, and the engine each of them once.

#include <cstdio>
#include <iostream>

#include <CLI/CLI.hpp>

#include "model/tests/brute_force.hpp"
#include "model/tests/native_run.hpp"

namespace {

using model::tests::Graphs;
using model::tests::Program;

/// What is wrong, or nothing.
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

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Random programs: the native engine against a brute-force enumerator"};
    std::uint64_t programs = 2000;
    std::uint64_t seed = 1;
    std::size_t limit = 20'000;
    std::string memory_model = "rc11";
    model::tests::Shape shape;
    model::SearchLimits limits;
    bool keep_going = false;
    app.add_option("--programs", programs, "How many")->capture_default_str();
    app.add_option("--seed", seed, "Of the first program; the next one has the next seed")
        ->capture_default_str();
    app.add_option("--limit", limit, "Leave out programs with more partial graphs")->capture_default_str();
    app.add_option("--max-cpus", shape.max_cpus, "CPUs of a program")->capture_default_str();
    app.add_option("--max-instructions", shape.max_instructions, "Instructions of a program")
        ->capture_default_str();
    app.add_option("--memory-model", memory_model, "rc11, tso or sc")
        ->check(CLI::IsMember({"rc11", "tso", "sc"}))
        ->capture_default_str();
    app.add_option("--slow", shape.slow, "Waits that may let their CPU's time pass")->capture_default_str();
    app.add_flag("--keep-going", keep_going, "Do not stop at the first difference");
    app.add_flag("!--await-eagerly", limits.await_last, "Add waits as they come");
    CLI11_PARSE(app, argc, argv);

    std::uint64_t compared = 0;
    std::uint64_t graphs = 0;
    std::uint64_t discarded = 0;
    std::uint64_t wrong = 0;
    for (std::uint64_t number = seed; number < seed + programs; ++number) {
        Program program = model::tests::random_program(number, shape);
        if (memory_model == "tso") program.memory_model = model::MemoryModel::tso;
        if (memory_model == "sc") program.memory_model = model::MemoryModel::sc;
        const std::set<std::string> all = model::tests::enumerate(program, limit);
        if (all.empty()) continue;
        const model::tests::NativeRun run = model::tests::run_on_native(program, limits);
        ++compared;
        graphs += run.search.executions;
        discarded += run.search.redundant;
        const std::string difference = compare(run.graphs, all);
        if (difference.empty()) continue;
        ++wrong;
        std::cout << "program " << number << "\n" << to_text(program) << difference;
        if (!keep_going) break;
    }
    std::cout << compared << " programs compared, " << graphs << " graphs, " << discarded << " discarded, "
              << wrong << " wrong\n";
    return wrong == 0 ? 0 : 1;
}
