// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds the word that may have been meant.

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace scenarios {

/// The number of insertions, deletions, replacements and swaps of neighbours from one text to the other.
inline std::size_t edit_distance(std::string_view left, std::string_view right) {
    const std::size_t width = right.size() + 1;
    std::vector<std::size_t> table((left.size() + 1) * width);
    for (std::size_t i = 0; i <= left.size(); ++i) {
        for (std::size_t j = 0; j <= right.size(); ++j) {
            std::size_t& cell = table[i * width + j];
            if (i == 0 || j == 0) {
                cell = i + j;
                continue;
            }
            const std::size_t replaced =
                table[(i - 1) * width + j - 1] + (left[i - 1] != right[j - 1] ? 1 : 0);
            cell = std::min({table[(i - 1) * width + j] + 1, table[i * width + j - 1] + 1, replaced});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                cell = std::min(cell, table[(i - 2) * width + j - 2] + 1);
            }
        }
    }
    return table.back();
}

/// The choice with the smallest edit distance, or the first such choice. A choice that begins with the typed
/// text counts as near: `nmi-lock` is meant to be `nmi-lock-entry`.
/// @pre there is a choice
inline std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& choices) {
    const auto distance = [&](std::string_view choice) -> std::size_t {
        if (!typed.empty() && choice.substr(0, typed.size()) == typed) return 1;
        return edit_distance(typed, choice);
    };
    return *std::min_element(choices.begin(), choices.end(), [&](std::string_view a, std::string_view b) {
        return distance(a) < distance(b);
    });
}

}  // namespace scenarios
