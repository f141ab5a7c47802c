// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/arguments/values.hpp"

#include <fmt/format.h>
#include <fnmatch.h>
#include <algorithm>
#include <charconv>
#include <cmath>

#include "tools/cli/usage_error.hpp"
#include "tools/protocol/request.hpp"
#include "tools/support/suggest.hpp"

namespace tools {
namespace {

/// The whole text as a number; nullopt: it is no number.
template <class T>
std::optional<T> number(const std::string& typed) {
    T value{};
    const char* const end = typed.data() + typed.size();
    const auto [rest, error] = std::from_chars(typed.data(), end, value);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return value;
}

}  // namespace

std::uint64_t parse_count(std::string_view option, const std::string& typed, Limits limits) {
    const std::optional<std::uint64_t> value = number<std::uint64_t>(typed);
    if (value && *value >= limits.least && *value <= limits.most) return *value;
    if (limits.most == UINT64_MAX) {
        throw UsageError(
            fmt::format("{} takes a whole number of at least {}, not '{}'", option, limits.least, typed));
    }
    throw UsageError(fmt::format("{} takes a whole number from {} to {}, not '{}'", option, limits.least,
                                 limits.most, typed));
}

double parse_seconds(std::string_view option, const std::string& typed) {
    const std::optional<double> value = number<double>(typed);
    if (value && std::isfinite(*value) && *value > 0) return *value;
    throw UsageError(fmt::format("{} takes a number of seconds above 0, not '{}'", option, typed));
}

std::uint64_t parse_wait(std::string_view option, const std::string& typed) {
    constexpr std::uint64_t millisecond = 1'000'000;
    constexpr std::uint64_t second = 1000 * millisecond;
    constexpr std::uint64_t longest = 1'000'000;
    const std::size_t digits = std::min(typed.find_first_not_of("0123456789"), typed.size());
    const std::string unit = typed.substr(digits);
    const std::optional<std::uint64_t> value = number<std::uint64_t>(typed.substr(0, digits));
    if (value && *value <= longest && (unit == "ms" || unit == "s")) {
        return *value * (unit == "s" ? second : millisecond);
    }
    throw UsageError(
        fmt::format("{} takes a time like 250ms or 1s, up to {} of them, not '{}'", option, longest, typed));
}

std::vector<std::string> parse_list(std::string_view option, const std::string& typed) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (true) {
        const std::size_t comma = typed.find(',', begin);
        parts.push_back(typed.substr(begin, comma - begin));
        if (parts.back().empty()) {
            throw UsageError(fmt::format("{} takes a list like 'a,b', not '{}'", option, typed));
        }
        if (comma == std::string::npos) return parts;
        begin = comma + 1;
    }
}

void require_choice(std::string_view what, const std::string& typed,
                    const std::vector<std::string_view>& choices) {
    if (std::find(choices.begin(), choices.end(), typed) == choices.end()) {
        throw UsageError(unknown(what, typed, choices));
    }
}

std::vector<std::string> names_meant(std::string_view what, const std::vector<std::string>& typed,
                                     const std::vector<std::string_view>& choices) {
    std::vector<std::string> names;
    for (const std::string& word : typed) {
        for (const std::string& part : parse_list(what, word)) {
            if (part.find_first_of("*?[") == std::string::npos) {
                require_choice(what, part, choices);
                names.push_back(part);
                continue;
            }
            const std::size_t before = names.size();
            for (const std::string_view choice : choices) {
                if (fnmatch(part.c_str(), std::string(choice).c_str(), 0) == 0) names.emplace_back(choice);
            }
            if (names.size() == before) throw UsageError(fmt::format("no {} is like '{}'", what, part));
        }
    }
    return without_repeats(names);
}

std::vector<std::string_view> choices_of(std::string_view value_name) {
    if (value_name == "ARCH") return names_of<rqspinlock::Arch>();
    if (value_name == "ENGINE") return names_of<Engine>();
    if (value_name == "MODEL") return names_of<MemoryModel>();
    if (value_name == "SCHEDULER") return names_of<Scheduler>();
    if (value_name == "SHELL") return {"bash", "zsh"};
    return {};
}

}  // namespace tools
