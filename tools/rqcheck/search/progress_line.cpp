// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/progress_line.hpp"

#include <fmt/format.h>
#include <string>

namespace tools {

std::string estimate_text(const Progress& progress) {
    const auto done = static_cast<double>(progress.executions);
    if (progress.expected <= 0 || done <= 0) return "";
    std::string text = fmt::format(" of about {:.1e} ({:.0e} to {:.0e})", progress.expected,
                                   progress.expected_low, progress.expected_high);
    if (done < progress.expected) {
        const double per_second = done / progress.seconds;
        text += fmt::format(", {:.0f} s to go (up to {:.0f} s)", (progress.expected - done) / per_second,
                            (progress.expected_high - done) / per_second);
    } else {
        text += ", more than estimated";
    }
    return text;
}

ProgressLine::ProgressLine(Engine engine, std::size_t runs) : engine_(engine), runs_(runs) {}

void ProgressLine::begin(const Request& request) {
    ++run_;
    show(request, {});
}

void ProgressLine::show(const Request& request, Progress progress) {
    const std::string all = runs_ == 0 ? "" : fmt::format("/{}", runs_);
    line_.show(fmt::format("[{}{}] {}: {}/{} on {}: {} executions, {:.0f} s{}", run_, all, engine_,
                           request.setup.scenario, request.setup.cpus, request.setup.revision,
                           progress.executions, progress.seconds, estimate_text(progress)));
}

}  // namespace tools
