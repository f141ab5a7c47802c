// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/convert.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>

#include "tools/cli/arguments/values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/client/trace_from.hpp"
#include "tools/trace/convert/convert.hpp"

namespace tools {
namespace {

const Converter& converter_named(const std::string& format) {
    std::vector<std::string_view> formats;
    for (const Converter& converter : converters) formats.push_back(converter.format);
    require_choice("format", format, formats);
    return *std::find_if(converters.begin(), converters.end(),
                         [&](const Converter& converter) { return converter.format == format; });
}

}  // namespace

CLI::App* add_convert(CLI::App& app, ConvertOptions& options) {
    CLI::App* command = app.add_subcommand("convert", "Write a trace in a format that other programs show");
    command->add_option("trace", options.trace, "A token, a file with a token, or a file of --trace-json")
        ->type_name("TOKEN|FILE");
    command
        ->add_option(
            "--to", options.format,
            "perfetto (Chrome's trace JSON), shiviz (its log), dot (Graphviz: the execution graph) or "
            "mermaid (a sequence diagram) [perfetto]")
        ->type_name("FORMAT");
    command
        ->add_option(
            "--what", options.what,
            "Which trace, by the failure or class that it shows [the first of a failure or a wrong answer]")
        ->type_name("KIND");
    command->add_option("--output", options.output, "File to write, '-': stdout [-]")->type_name("FILE");
    return command;
}

int convert(const ConvertOptions& options) {
    if (!options.trace) throw UsageError("convert what? Name a token, or a file of --trace-json");
    const Converter& converter = converter_named(options.format);
    const OutputFile output("--output", options.output);
    try {
        output.write(converter.convert(trace_from(*options.trace, options.what, false)));
    } catch (const ConvertError& error) {
        throw UsageError(error.what());
    }
    return exit_as_expected;
}

}  // namespace tools
