// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What is shown to a reader on stdout: colours and lines that fit, where stdout is a terminal.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tools {

enum class Colour { none, green, yellow, red };

class Paint {
  public:
    explicit Paint(bool on) : on_(on) {}

    /// On if stdout is a terminal, unless `NO_COLOR` is set.
    static Paint for_stdout();

    std::string operator()(Colour colour, std::string_view text) const;
    std::string bold(std::string_view text) const;

  private:
    bool on_;
};

/// Is it one that shows text and nothing else? Then no line is written twice.
bool is_dumb_terminal();

/// Columns of the terminal of a descriptor. Nothing: it is none.
std::optional<std::size_t> columns_of_terminal(int descriptor);

/// Columns of the terminal on stdout. Nothing: stdout is a file or a pipe, whose lines are as long as they
/// are.
std::optional<std::size_t> terminal_columns();

/// Shows a text on stdout at once. On a terminal no line is longer than the terminal is wide, unless a word
/// is. If stdout is the file of an option (`--json -`), nothing is shown.
void show(const std::string& text);

/// The same, but on stderr if stdout is the file of an option.
void show_beside_file(const std::string& text);

}  // namespace tools
