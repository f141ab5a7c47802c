// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The examples in `--help`.

#include <CLI/CLI.hpp>
#include <initializer_list>
#include <string>

#include <fmt/format.h>

namespace tools {

struct Example {
    const char* command;
    const char* what;
};

/// Puts the examples before the present end of the help.
inline void add_examples(CLI::App& app, std::initializer_list<Example> examples) {
    std::string text = "Examples:\n";
    for (const Example& example : examples) {
        text += fmt::format("  {}\n      {}\n", example.command, example.what);
    }
    const std::string end = app.get_footer();
    app.footer(text + (end.empty() ? "" : "\n" + end));
}

}  // namespace tools
