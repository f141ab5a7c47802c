// SPDX-License-Identifier: GPL-2.0-or-later

// scaling FOLDER NAME=VALUE...: says how long a search takes on many cores (docs/scaling.md). FOLDER is a
// state folder with the small units of one whole search. The program gives them to simulated workers as
// tools/rqcheck/search/search_queue.cpp gives units to processes, and prints a row of Markdown for each
// number of cores.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <queue>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tools/division/unit_size.hpp"

namespace {

using Number = std::uint64_t;
constexpr std::size_t none = ~std::size_t{0};

/// A recorded unit. Units stand in the order of the search.
struct Recorded {
    Number executions = 0;
    Number work = 0;  ///< with the discarded ones
    /// The unit that is next on the stack of the search when this one is on top of it.
    std::size_t below = none;
};

/// The constants of the policy, and of the simulated machines.
struct Settings {
    tools::UnitSizes sizes;
    double rate = 500'000;  ///< executions and discarded ones that a core makes in a second
    double overhead = 0;    ///< seconds that each unit costs its worker besides its executions
    double serial = 0;      ///< seconds that each unit costs the process that hands out all units
    Number times = 1;       ///< how many executions stand for a recorded one
};

struct Tree {
    std::vector<Recorded> units;
    Number executions = 0;
    Number work = 0;
};

Tree read_tree(const std::filesystem::path& folder) {
    struct File {
        Number executions;
        Number work;
        std::vector<std::string> rest;
    };
    std::map<std::string, File> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "done")) {
        std::ifstream stream(entry.path());
        std::string line;
        if (!std::getline(stream, line) || !std::getline(stream, line)) continue;
        const nlohmann::json unit = nlohmann::json::parse(line);
        const nlohmann::json& report = unit.at("report");
        const Number executions = report.at("executions").get<Number>();
        const bool is_new = files
                                .emplace(unit.at("unit").get<std::string>(),
                                         File{executions, executions + report.at("discarded").get<Number>(),
                                              report.at("unit_result").at("rest")})
                                .second;
        if (!is_new) throw std::runtime_error("the folder has several searches");
    }
    // The units that are left lie on a stack. The rest of a unit begins with the one that follows at once.
    Tree tree;
    const auto whole = std::min_element(files.begin(), files.end(), [](const auto& a, const auto& b) {
        return a.first.size() < b.first.size();  // the whole search has the shortest name
    });
    std::vector<std::string> stack;
    if (whole != files.end()) stack.push_back(whole->first);
    std::vector<std::size_t> height;
    while (!stack.empty()) {
        const std::string name = stack.back();
        stack.pop_back();
        const auto found = files.find(name);
        if (found == files.end()) throw std::runtime_error("the search is not complete: no unit " + name);
        const File& file = found->second;
        tree.units.push_back({file.executions, file.work});
        height.push_back(stack.size());
        tree.executions += file.executions;
        tree.work += file.work;
        stack.insert(stack.end(), file.rest.rbegin(), file.rest.rend());
    }
    if (tree.units.size() != files.size()) throw std::runtime_error("units that do not belong to the search");
    // From behind: the next unit that has less below it on the stack.
    std::vector<std::size_t> later;
    for (std::size_t i = tree.units.size(); i-- > 0;) {
        while (!later.empty() && height[later.back()] >= height[i]) later.pop_back();
        tree.units[i].below = later.empty() ? none : later.back();
        later.push_back(i);
    }
    return tree;
}

struct Result {
    double seconds = 0;
    Number units = 0;
};

/// A unit is a range of recorded ones. The first of them may lack the executions that are made already.
struct Range {
    std::size_t first = 0;
    Number made = 0;
    std::size_t end = 0;

    friend bool operator<(const Range& a, const Range& b) {
        return std::tie(a.first, a.made) < std::tie(b.first, b.made);  // units do not overlap
    }
};

struct Given {
    double end = 0;
    double begin = 0;
    Number executions = 0;
    Range left;

    friend bool operator>(const Given& a, const Given& b) { return a.end > b.end; }
};

Result simulate(const Tree& tree, const Settings& settings, Number cores) {
    std::set<Range> open{{0, 0, tree.units.size()}};
    std::priority_queue<Given, std::vector<Given>, std::greater<>> given;
    Number done = 0;  // executions
    double now = 0;
    double rates = 0;  // executions per second of the given units
    double begun = 0;  // the sum of their rates, each multiplied by the time at which the unit began
    Result result;
    const auto size = [&] {
        const auto progress = static_cast<Number>(std::max(0.0, rates * now - begun));
        return settings.sizes.next((done + progress) / cores, open.size() < 2 * cores && cores > 1);
    };
    const auto speed = [](const Given& unit) {
        return static_cast<double>(unit.executions) / (unit.end - unit.begin);
    };
    while (!open.empty() || !given.empty()) {
        while (!open.empty() && given.size() < cores) {
            const Number most = size();
            Given unit;
            unit.left = *open.begin();
            open.erase(open.begin());
            double work = 0;
            while (unit.left.first < unit.left.end && unit.executions < most) {
                const Recorded& one = tree.units[unit.left.first];
                const Number all = one.executions * settings.times;
                Number part = all - unit.left.made;
                // A recorded unit that stands for a larger one may end within.
                if (settings.times > 1) part = std::min(part, most - unit.executions);
                work += all == 0 ? static_cast<double>(one.work * settings.times)
                                 : static_cast<double>(part) * static_cast<double>(one.work) /
                                       static_cast<double>(one.executions);
                unit.executions += part;
                unit.left.made += part;
                if (unit.left.made < all) break;
                ++unit.left.first;
                unit.left.made = 0;
            }
            unit.begin = now;
            unit.end = now + settings.overhead + work / settings.rate + 1e-9;
            rates += speed(unit);
            begun += speed(unit) * unit.begin;
            given.push(unit);
            ++result.units;
        }
        const Given unit = given.top();
        given.pop();
        now = std::max(now, unit.end) + settings.serial;
        done += unit.executions;
        rates -= speed(unit);
        begun -= speed(unit) * unit.begin;
        Range left = unit.left;
        if (left.made > 0) {
            open.insert({left.first, left.made, left.first + 1});
            ++left.first;
        }
        while (left.first < left.end) {
            const std::size_t end = std::min(tree.units[left.first].below, left.end);
            open.insert({left.first, 0, end});
            left.first = end;
        }
    }
    result.seconds = now;
    return result;
}

void run(int argc, char** argv) {
    Settings settings;
    std::vector<Number> all_cores{2, 4, 16, 64, 256, 1000};
    for (int i = 2; i < argc; ++i) {
        const std::string word = argv[i];
        const std::size_t sign = word.find('=');
        const std::string name = word.substr(0, sign);
        const double value = sign == std::string::npos ? 0 : std::stod(word.substr(sign + 1));
        const auto whole = static_cast<Number>(value);
        if (name == "smallest")
            settings.sizes.smallest = whole;
        else if (name == "least")
            settings.sizes.least = whole;
        else if (name == "largest")
            settings.sizes.largest = whole;
        else if (name == "units_per_worker")
            settings.sizes.units_per_worker = whole;
        else if (name == "small_units_per_worker")
            settings.sizes.small_units_per_worker = whole;
        else if (name == "rate")
            settings.rate = value;
        else if (name == "overhead")
            settings.overhead = value;
        else if (name == "serial")
            settings.serial = value;
        else if (name == "times")
            settings.times = whole;
        else if (name == "cores")
            all_cores = {whole};
        else
            throw std::runtime_error("unknown: " + word);
    }
    const Tree tree = read_tree(argv[1]);
    const double alone = static_cast<double>(tree.work * settings.times) / settings.rate;
    std::printf("%zu recorded units, %ju executions, %ju discarded; %.2f s on one core\n\n",
                tree.units.size(), static_cast<std::uintmax_t>(tree.executions * settings.times),
                static_cast<std::uintmax_t>((tree.work - tree.executions) * settings.times), alone);
    std::printf("| cores | seconds | units | efficiency |\n|---:|---:|---:|---:|\n");
    for (const Number cores : all_cores) {
        const Result result = simulate(tree, settings, cores);
        std::printf("| %ju | %.3f | %ju | %.2f |\n", static_cast<std::uintmax_t>(cores), result.seconds,
                    static_cast<std::uintmax_t>(result.units),
                    alone / result.seconds / static_cast<double>(cores));
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: scaling FOLDER NAME=VALUE...\n";
        return 2;
    }
    try {
        run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "scaling: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
