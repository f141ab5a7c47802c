// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/completion.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string_view>
#include <vector>

#include "tools/cli/arguments/leftovers.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/rqcheck/commands/command_description.hpp"
#include "tools/rqcheck/texts/texts.hpp"

namespace tools {
namespace {

/// The function in the scripts that completes a value of this kind; empty: there is nothing to propose.
std::string_view function_for(std::string_view value) {
    if (value == "SCENARIO") return "_rqcheck_scenario";
    if (value == "R,...") return "_rqcheck_revisions";
    if (value == "SITE") return "_rqcheck_site";
    if (value == "SITE,...") return "_rqcheck_windows";
    if (value.find("FILE") != std::string_view::npos) return "_rqcheck_file";
    if (value.find("FOLDER") != std::string_view::npos) return "_rqcheck_folder";
    return "";
}

// ---- bash ----

std::string bash_action(const std::string& value) {
    const std::vector<std::string_view> choices = choices_of(value);
    if (!choices.empty()) return fmt::format("_rqcheck_word {}", fmt::join(choices, " "));
    const std::string_view function = function_for(value);
    return std::string(function.empty() ? ":" : function);
}

/// The branch for a command. It completes a value behind an option, an option behind a dash, and else an
/// argument.
std::string bash_command(const CLI::App& command) {
    std::string values;
    std::vector<std::string> names;
    std::string argument = ":";
    for (const OptionDescription& option : options_of(command)) {
        if (option.names.empty()) {
            argument = bash_action(option.value);
            continue;
        }
        names.insert(names.end(), option.names.begin(), option.names.end());
        if (option.value.empty()) continue;
        values += fmt::format("                {}) {} ;;\n", fmt::join(option.names, " | "),
                              bash_action(option.value));
    }
    return fmt::format(
        "        {})\n            case $previous in\n{}                *)\n"
        "                    if [[ $current == -* ]]; then\n"
        "                        _rqcheck_word {}\n"
        "                    else\n                        {}\n                    fi\n"
        "                    ;;\n            esac\n            ;;\n",
        command.get_name(), values, fmt::join(names, " "), argument);
}

std::string bash_script(const CLI::App& app) {
    std::string branches;
    for (const CLI::App* command : app.get_subcommands({})) branches += bash_command(*command);
    return fmt::format(
        "# bash completion for rqcheck, made by 'rqcheck completion bash'\n\n{}"
        "    case $command in\n        \"\") _rqcheck_word {} {} ;;\n{}    esac\n}}\n\n"
        "complete -F _rqcheck rqcheck\n",
        texts::completion_rqcheck_bash, fmt::join(command_names(app), " "), fmt::join(long_options(app), " "),
        branches);
}

// ---- zsh ----

/// The text in single quotes, with a backslash before the characters that `_arguments` would interpret.
std::string zsh_quoted(std::string_view text, std::string_view special) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'') {
            quoted += "'\\''";
        } else {
            if (special.find(c) != std::string_view::npos) quoted += '\\';
            quoted += c;
        }
    }
    return quoted + "'";
}

/// The action that completes the value: a function, or the list of choices.
std::string zsh_action(const std::string& value) {
    const std::vector<std::string_view> choices = choices_of(value);
    if (!choices.empty()) return fmt::format("({})", fmt::join(choices, " "));
    const std::string_view function = function_for(value);
    return std::string(function.empty() ? " " : function);
}

/// The specifications for `_arguments`, one per name of the option. One name rules out the others.
std::string zsh_option(const OptionDescription& option) {
    if (option.names.empty()) {
        return fmt::format(" \\\n{:20}'{}:{}:{}'", "", option.may_repeat ? "*" : "1", option.value,
                           zsh_action(option.value));
    }
    std::string specifications;
    for (const std::string& name : option.names) {
        const bool is_long = name.starts_with("--");
        const std::string alone =
            option.may_repeat ? "'*'" : fmt::format("'({})'", fmt::join(option.names, " "));
        specifications += fmt::format(" \\\n{:20}{}{}{}{}", "", alone, name,
                                      option.value.empty() ? ""
                                      : is_long            ? "="
                                                           : "+",
                                      fmt::format("'['{}']'", zsh_quoted(option.what, "\\:[]")));
        if (!option.value.empty()) {
            specifications += fmt::format("':{}:{}'", option.value, zsh_action(option.value));
        }
    }
    return specifications;
}

std::string zsh_options(const CLI::App& app) {
    std::string specifications;
    for (const OptionDescription& option : options_of(app)) specifications += zsh_option(option);
    return specifications;
}

std::string zsh_script(const CLI::App& app) {
    std::string commands;
    std::string branches;
    for (const CLI::App* command : app.get_subcommands({})) {
        commands += fmt::format("                {}\n",
                                zsh_quoted(command->get_name() + ":" + command->get_description(), "\\"));
        branches += fmt::format("                {})\n                    _arguments{} ;;\n",
                                command->get_name(), zsh_options(*command));
    }
    return fmt::format(
        "#compdef rqcheck\n# zsh completion for rqcheck, made by 'rqcheck completion zsh'\n\n{}"
        "    _arguments -C{} \\\n{:20}'1:command:->command' '*::argument:->argument' && return\n"
        "    case $state in\n        command)\n            local -a commands=(\n{}            )\n"
        "            _describe command commands\n            ;;\n"
        "        argument)\n            case $line[1] in\n{}            esac\n            ;;\n    "
        "esac\n}}\n\n"
        "if [[ $funcstack[1] == _rqcheck ]]; then\n    _rqcheck \"$@\"\nelse\n    compdef _rqcheck rqcheck\n"
        "fi\n",
        texts::completion_rqcheck_zsh, zsh_options(app), "", commands, branches);
}

}  // namespace

CLI::App* add_completion(CLI::App& app, CompletionOptions& options) {
    CLI::App* command = app.add_subcommand(
        "completion", "Print a script that lets bash or zsh complete the command line of rqcheck");
    command->add_option("shell", options.shell, "The shell: bash or zsh")->type_name("SHELL");
    command->footer(
        "bash: source <(rqcheck completion bash)\n"
        "zsh:  source <(rqcheck completion zsh), after compinit; or as a file _rqcheck in a folder of "
        "$fpath");
    return command;
}

int completion(const CLI::App& app, const CompletionOptions& options) {
    if (options.shell.empty()) throw UsageError("completion for which shell? bash or zsh");
    require_choice("shell", options.shell, choices_of("SHELL"));
    std::fputs((options.shell == "bash" ? bash_script(app) : zsh_script(app)).c_str(), stdout);
    return exit_as_expected;
}

}  // namespace tools
