// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/plain_race_counts.hpp"

#include <string_view>

#include <fmt/format.h>

#include "model/plain_races.hpp"
#include "scenarios/framework/sites.hpp"

namespace tools {
namespace {

std::string_view what_it_does(const model::Event& event) {
    if (event.operation == model::Operation::read) return "read";
    return event.operation == model::Operation::write ? "write" : "update";
}

std::string text_of(const model::Event& event) {
    const std::string_view file = event.file == nullptr ? "" : event.file;
    return fmt::format("{} {}:{}, {}{}", scenarios::site_name(static_cast<rqspinlock::Site>(event.site)),
                       file.substr(file.rfind('/') + 1), event.line, event.is_plain ? "plain " : "",
                       what_it_does(event));
}

}  // namespace

void count_plain_races(const model::Execution& execution, std::map<std::string, std::uint64_t>& counts) {
    for (const std::string& race : model::plain_races_in_words(execution, text_of)) ++counts[race];
}

}  // namespace tools
