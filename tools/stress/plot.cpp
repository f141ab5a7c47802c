// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/plot.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "tools/stress/text.hpp"

namespace tools::stress {
namespace {

using hardware::Totals;

constexpr double smallest_share = 1e-7;
constexpr unsigned line_height = 18;

// These colours can be told apart without seeing red or green (Okabe and Ito).
constexpr std::array<std::string_view, 8> colours{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                                  "#e69f00", "#56b4e9", "#000000", "#999999"};

struct Panel {
    std::string_view name;
    std::string_view title;
    Totals::Attempts CpuReport::*attempts;
};

constexpr std::array<Panel, 2> panels{{
    {"tasks", "tasks: share of attempts that waited at least so long", &CpuReport::task},
    {"nmis", "NMIs: share of attempts that waited at least so long", &CpuReport::nmi},
}};

/// A point at each bound. The line ends before the first bound that no attempt reached.
std::string points(const Totals::Attempts& attempts) {
    if (attempts.all() == 0) return {};
    std::string points;
    for (const unsigned ms : hardware::wait_bounds_ms) {
        const std::uint64_t waits = hardware::waits_from(attempts.waits, ms);
        const double share = static_cast<double>(waits) / static_cast<double>(attempts.all());
        if (waits == 0) {
            if (!points.empty()) points += fmt::format("{} {}\n", ms, smallest_share);
            break;
        }
        points += fmt::format("{} {}\n", ms, share);
    }
    return points;
}

/// The sizes are such that both pictures look the same.
std::string_view terminal_of(Picture picture) {
    return picture == Picture::png ? "pngcairo font 'sans-serif,10'" : "svg font 'sans-serif,13'";
}

}  // namespace

std::string gnuplot_script(const std::vector<StressReport>& reports, Picture picture) {
    std::string script = fmt::format(
        "set terminal {} size 1100,{} background '#ffffff'\n"
        "set multiplot layout 1,2\n"
        "set logscale xy\nset xrange [1:1000]\nset yrange [{}:1]\n"
        "set xtics (1, 10, 50, 100, 250, 1000)\nset format y '%g'\nset xlabel 'wait, ms'\n"
        "set grid\nset key below left reverse Left maxcols 1\n",
        terminal_of(picture), 400 + line_height * reports.size(), smallest_share);
    for (const Panel& panel : panels) {
        // The key has a line for each run, even if no attempt of the run waited.
        std::string lines;
        for (std::size_t i = 0; i < reports.size(); ++i) {
            const std::string of_run = points(reports[i].total().*panel.attempts);
            if (!of_run.empty()) script += fmt::format("${}{} << EOD\n{}EOD\n", panel.name, i, of_run);
            const std::string data = of_run.empty() ? "1/0" : fmt::format("${}{}", panel.name, i);
            lines += fmt::format("{}{} with fsteps linewidth 2 linecolor '{}' title '{}'", i == 0 ? "" : ", ",
                                 data, colours[i % colours.size()], title(reports[i].settings));
        }
        script += fmt::format("set title '{}'\nplot {} noenhanced\n", panel.title, lines);
    }
    return script + "unset multiplot\n";
}

}  // namespace tools::stress
