// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/progress_line.hpp"

#include <fmt/format.h>
#include <array>
#include <string>

namespace tools {

std::string duration_text(double seconds) {
    struct Unit {
        const char* name;
        double seconds;
        double until;  ///< at this duration the next unit becomes easier to read
    };
    constexpr double minute = 60;
    constexpr double hour = 60 * minute;
    constexpr double day = 24 * hour;
    constexpr double year = 365.25 * day;
    constexpr std::array<Unit, 4> units{
        {{"s", 1, 2 * minute}, {"min", minute, 2 * hour}, {"h", hour, 2 * day}, {"days", day, 2 * year}}};
    for (const Unit& unit : units) {
        if (seconds < unit.until) return fmt::format("{:.0f} {}", seconds / unit.seconds, unit.name);
    }
    constexpr double most_years = 1e6;
    return seconds < most_years * year ? fmt::format("{:.0f} years", seconds / year)
                                       : "more than a million years";
}

std::string estimate_text(const Progress& progress) {
    const auto done = static_cast<double>(progress.executions);
    if (progress.expected <= 0 || done <= 0) return "";
    std::string text = fmt::format(" of about {:.1e} ({:.0e} to {:.0e})", progress.expected,
                                   progress.expected_low, progress.expected_high);
    if (done < progress.expected) {
        const double per_second = done / progress.seconds;
        text += fmt::format(", {} to go (up to {})", duration_text((progress.expected - done) / per_second),
                            duration_text((progress.expected_high - done) / per_second));
    } else {
        text += ", more than estimated";
    }
    return text;
}

ProgressLine::ProgressLine(Engine engine, std::size_t runs) : engine_(engine), runs_(runs) {}

void ProgressLine::show(std::size_t run, const Request& request, Progress progress) {
    const std::string all = runs_ == 0 ? "" : fmt::format("/{}", runs_);
    line_.show(fmt::format("[{}{}] {}: {}/{} on {}: {} executions, {}{}", run, all, engine_,
                           request.setup.scenario, request.setup.cpus, request.setup.revision,
                           progress.executions, duration_text(progress.seconds), estimate_text(progress)));
}

}  // namespace tools
