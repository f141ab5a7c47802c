// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The values of options, from the typed text. A text that is not a value throws `UsageError`, which names
/// the option.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/protocol/naming.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

/// The range of whole numbers that an option takes, including both ends.
struct Limits {
    std::uint64_t least = 0;
    std::uint64_t most = UINT64_MAX;
};

std::uint64_t parse_count(std::string_view option, const std::string& typed, Limits limits);

/// A positive number of seconds.
double parse_seconds(std::string_view option, const std::string& typed);

/// A virtual wait in ns, from a whole number of ms or s: "250ms" or "1s".
std::uint64_t parse_wait(std::string_view option, const std::string& typed);

/// The parts of a list: "a,b" has two parts. An empty part is an error.
std::vector<std::string> parse_list(std::string_view option, const std::string& typed);

/// Throws an error that names the nearest choice if the text is not one of the choices.
/// @param what the kind of the choices, as in "unknown revision"
void require_choice(std::string_view what, const std::string& typed,
                    const std::vector<std::string_view>& choices);

/// The choices that the typed words name. Each word is a list with commas. A part with `*`, `?` or `[` stands
/// for all choices that it matches, as in a shell. The result has each choice once, in the order in which
/// they are named.
/// @param what the kind of the choices, as in "unknown scenario"
/// @throw UsageError if a name or a pattern matches nothing
std::vector<std::string> names_meant(std::string_view what, const std::vector<std::string>& typed,
                                     const std::vector<std::string_view>& choices);

/// The elements without repeats. An element stays in its first place.
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

/// The words that an option accepts, by the name of its value in `--help`: for "ARCH" generic and x86. Empty:
/// the value is not one of a few words.
std::vector<std::string_view> choices_of(std::string_view value_name);

/// The number of processes or engines that a command may start.
inline constexpr Limits job_limits{.least = 1, .most = most_jobs};

}  // namespace tools
