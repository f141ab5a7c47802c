// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The values of options, from what was typed. What is no value throws `UsageError` and names the option.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// What an option may be given that takes one of a few words, by how `--help` names its value: of "ARCH"
/// generic and x86. Empty: its values are none of these.
std::vector<std::string_view> choices_of(std::string_view value_name);

/// @{ What several commands take.
unsigned parse_jobs(const std::string& typed);
void require_arch(const std::string& typed);
void require_memory_model(const std::string& typed);
/// @}

}  // namespace tools
