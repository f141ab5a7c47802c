// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The values of options, from what was typed. What is no value throws `UsageError` and names the option.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/protocol/naming.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

/// Whole numbers that an option takes, both ends included.
struct Limits {
    std::uint64_t least = 0;
    std::uint64_t most = UINT64_MAX;
};

std::uint64_t parse_count(std::string_view option, const std::string& typed, Limits limits);

/// A positive number of seconds.
double parse_seconds(std::string_view option, const std::string& typed);

/// A virtual wait in ns: "250ms" or "1s", a whole number of one of them.
std::uint64_t parse_wait(std::string_view option, const std::string& typed);

/// "a,b" as two parts; an empty part is an error.
std::vector<std::string> parse_list(std::string_view option, const std::string& typed);

/// One of the choices, or an error that names the nearest.
/// @param what of what the choices are, as in "unknown revision"
void require_choice(std::string_view what, const std::string& typed,
                    const std::vector<std::string_view>& choices);

/// Names as they are typed: each word is a list with commas, and a part with `*`, `?` or `[` stands for all
/// choices that it matches, as in a shell. In the order in which they are named, each once.
/// @param what of what the choices are, as in "unknown scenario"
/// @throw UsageError: a name or a pattern that matches nothing
std::vector<std::string> names_meant(std::string_view what, const std::vector<std::string>& typed,
                                     const std::vector<std::string_view>& choices);

/// What is named twice counts once, where it is named first.
template <class T>
std::vector<T> without_repeats(const std::vector<T>& all) {
    std::vector<T> kept;
    for (const T& one : all) {
        if (std::find(kept.begin(), kept.end(), one) == kept.end()) kept.push_back(one);
    }
    return kept;
}

/// A value of an enumeration by its name.
template <Named E>
E read_choice(const std::string& typed) {
    require_choice(Naming<E>::what, typed, names_of<E>());
    return *value_named<E>(typed);
}

/// What an option may be given that takes one of a few words, by how `--help` names its value: of "ARCH"
/// generic and x86. Empty: its values are none of these.
std::vector<std::string_view> choices_of(std::string_view value_name);

/// How many processes or engines a command may start.
inline constexpr Limits job_limits{.least = 1, .most = most_jobs};

}  // namespace tools
