// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tools/stress/text.hpp"

namespace tools::stress {
namespace {

using hardware::Totals;

constexpr double panel_width = 460;
constexpr double panel_height = 280;
constexpr double left = 70;
constexpr double top = 40;
constexpr double gap = 90;
constexpr double line_height = 18;
constexpr double below = 60;          // room for the axis
constexpr double decades_up = 7;      // from 1e-7 to 1 of the attempts
constexpr double decades_across = 3;  // from 1 ms to 1 s

// Told apart by readers who see no red or no green too (Okabe and Ito).
constexpr std::array<std::string_view, 8> colours{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                                  "#e69f00", "#56b4e9", "#000000", "#999999"};

struct Panel {
    std::string_view title;
    Totals::Attempts CpuReport::*attempts;
    double x;
};

double x_of(const Panel& panel, double ms) {
    return panel.x + std::log10(ms) / decades_across * panel_width;
}

double y_of(double share) {
    const double decades = std::clamp(std::log10(share), -decades_up, 0.0);
    return top - decades / decades_up * panel_height;
}

std::string text_at(double x, double y, std::string_view anchor, std::string_view text) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, text);
}

std::string grid_line(double x1, double y1, double x2, double y2) {
    return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#ddd\"/>\n",
                       x1, y1, x2, y2);
}

std::string axes(const Panel& panel) {
    const double bottom = top + panel_height;
    std::string svg = text_at(panel.x + panel_width / 2, top - 14, "middle", panel.title);
    for (const int ms : {1, 10, 50, 100, 250, 1000}) {
        const double x = x_of(panel, ms);
        svg += grid_line(x, top, x, bottom) + text_at(x, bottom + line_height, "middle", std::to_string(ms));
    }
    for (int decade = 0; decade <= static_cast<int>(decades_up); ++decade) {
        const double y = y_of(std::pow(10.0, -decade));
        svg += grid_line(panel.x, y, panel.x + panel_width, y);
        svg += text_at(panel.x - 6, y + 4, "end", decade == 0 ? "1" : fmt::format("1e-{}", decade));
    }
    return svg + text_at(panel.x + panel_width / 2, bottom + 2 * line_height, "middle", "wait, ms");
}

/// A step at each bound. A bound that nobody reached ends the line.
std::string line(const Panel& panel, const Totals::Attempts& attempts, std::string_view colour) {
    if (attempts.all() == 0) return {};
    std::string points;
    double y = top + panel_height;
    for (const unsigned ms : hardware::wait_bounds_ms) {
        const std::uint64_t waits = hardware::waits_from(attempts.waits, ms);
        const double x = x_of(panel, ms);
        if (!points.empty()) points += fmt::format(" {:.1f},{:.1f}", x, y);
        if (waits == 0) {
            if (!points.empty()) points += fmt::format(" {:.1f},{:.1f}", x, top + panel_height);
            break;
        }
        y = y_of(static_cast<double>(waits) / static_cast<double>(attempts.all()));
        points += fmt::format(" {:.1f},{:.1f}", x, y);
    }
    if (points.empty()) return {};  // everybody was faster than the first bound
    return fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n",
                       points.substr(1), colour);
}

std::string legend(const StressReport& report, std::string_view colour, double y) {
    return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"12\" height=\"12\" fill=\"{}\"/>\n", left,
                       y - 10, colour) +
           text_at(left + 20, y, "start", title(report.settings));
}

}  // namespace

std::string to_svg(const std::vector<StressReport>& reports) {
    const std::array<Panel, 2> panels{{
        {"tasks: share of attempts that waited at least so long", &CpuReport::task, left},
        {"NMIs: share of attempts that waited at least so long", &CpuReport::nmi, left + panel_width + gap},
    }};
    const double width = panels[1].x + panel_width + 30;
    const double height = top + panel_height + below + line_height * static_cast<double>(reports.size()) + 10;
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" "
        "font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" "
        "fill=\"#fff\"/>\n",
        width, height);
    for (const Panel& panel : panels) svg += axes(panel);
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const std::string_view colour = colours[i % colours.size()];
        const CpuReport total = reports[i].total();
        for (const Panel& panel : panels) svg += line(panel, total.*panel.attempts, colour);
        svg += legend(reports[i], colour, top + panel_height + below + line_height * static_cast<double>(i));
    }
    return svg + "</svg>\n";
}

}  // namespace tools::stress
