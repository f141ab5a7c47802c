// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/man.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <string_view>

#include "tools/cli/exit_code.hpp"
#include "tools/rqcheck/commands/command_description.hpp"
#include "tools/rqcheck/texts/version.hpp"

namespace tools {
namespace {

/// Text that roff prints as it stands. A dash is the one that is typed, not a hyphen.
std::string roff(std::string_view text) {
    std::string out;
    bool at_line_start = true;
    for (const char c : text) {
        if (at_line_start && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else if (c == '\'') {
            out += "\\(aq";
        } else {
            out += c;
        }
        at_line_start = c == '\n';
    }
    return out;
}

/// Its lines stay lines.
std::string paragraph(const std::string& text) {
    if (text.empty()) return "";
    return fmt::format(".PP\n.nf\n{}\n.fi\n", roff(text));
}

std::string options_text(const CLI::App& app) {
    std::string out;
    for (const OptionDescription& option : options_of(app)) {
        out += ".TP\n";
        std::string names;
        for (const std::string& name : option.names) {
            if (!names.empty()) names += ", ";
            names += fmt::format("\\fB{}\\fR", roff(name));
        }
        if (!option.value.empty()) {
            if (!names.empty()) names += ' ';
            names += fmt::format("\\fI{}\\fR", roff(option.value));
        }
        out += fmt::format("{}\n{}\n", names, roff(option.what));
    }
    return out;
}

std::string page_text(const CLI::App& app) {
    const std::string name = app.get_name();
    std::string out = fmt::format(
        ".TH RQCHECK 1 \"\" \"rqcheck {}\" \"User Commands\"\n.SH NAME\n{} \\- check the resilient queued "
        "spinlock\n",
        roff(version), name);
    out += fmt::format(".SH SYNOPSIS\n.B {}\n[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]\n", name);
    out += fmt::format(".SH DESCRIPTION\n{}\n", roff(app.get_description()));
    out += paragraph(app.get_footer());
    out += ".SH OPTIONS\n" + options_text(app);
    out += ".SH COMMANDS\n";
    for (const CLI::App* command : app.get_subcommands({})) {
        out += fmt::format(".SS {} {}\n{}.\n", name, roff(command->get_name()),
                           roff(command->get_description()));
        out += options_text(*command) + paragraph(command->get_footer());
    }
    return out;
}

}  // namespace

CLI::App* add_man(CLI::App& app) {
    return app.add_subcommand("man", "The man page rqcheck(1), for man -l or a file");
}

int man(const CLI::App& app) {
    std::fputs(page_text(app).c_str(), stdout);
    return exit_as_expected;
}

}  // namespace tools
