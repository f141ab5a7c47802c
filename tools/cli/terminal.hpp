// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Output for a reader on stdout. If stdout is a terminal, the output has colours, and lines that fit.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tools {

enum class Colour { none, green, yellow, red };

class Paint {
  public:
    explicit Paint(bool on) : on_(on) {}

    /// Colours are on if stdout is a terminal, unless `NO_COLOR` is set or the terminal is dumb.
    static Paint for_stdout();

    std::string operator()(Colour colour, std::string_view text) const;
    std::string bold(std::string_view text) const;

  private:
    bool on_;
};

/// Does the terminal show only text? Then no line is written over another one.
bool is_dumb_terminal();

/// The columns of a descriptor's terminal; nullopt: the descriptor is no terminal.
std::optional<std::size_t> columns_of_terminal(int descriptor);

/// The columns of the terminal on stdout; nullopt: stdout is a file or a pipe, whose lines have no limit.
std::optional<std::size_t> terminal_columns();

/// Prints a text on stdout and flushes it. Of characters that a terminal obeys only line breaks, tabs and the
/// sequences of `Paint` are printed. On a terminal no line is longer than the terminal is wide, unless a
/// single word is longer. If stdout is the file of an option (`--json -`), nothing is printed.
void show(const std::string& text);

/// Like `show`, but prints on stderr if stdout is the file of an option.
void show_beside_file(const std::string& text);

}  // namespace tools
