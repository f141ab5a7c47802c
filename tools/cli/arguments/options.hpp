// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Options with typed values, on CLI11. A text that is not a value throws `UsageError` while the command line
/// is parsed.

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "tools/cli/arguments/values.hpp"

namespace tools {

/// The number type of an option, also of an option that may be absent.
template <class T>
struct CountOf {
    using type = T;
};
template <class T>
struct CountOf<std::optional<T>> {
    using type = T;
};
template <class T>
using Count = typename CountOf<T>::type;

/// The name of an option in messages: the second of "-j,--jobs".
inline std::string long_name(const std::string& names) {
    return names.substr(names.rfind(',') + 1);
}

/// @param type the name of a value in `--help`
/// @param value gets the value that `read` makes from the text
template <class Value, class Read>
CLI::Option* add_value(CLI::App& app, const std::string& names, const char* type, Value& value, Read read,
                       const std::string& help) {
    const auto assign = [&value, read](const std::string& typed) { value = read(typed); };
    return app.add_option_function<std::string>(names, assign, help)->type_name(type);
}

/// An option with a value of an enumeration, by its name.
template <Named E, class Value>
CLI::Option* add_choice(CLI::App& app, const std::string& names, const char* type, Value& value,
                        const std::string& help) {
    return add_value(
        app, names, type, value, [](const std::string& typed) { return read_choice<E>(typed); }, help);
}

/// An option with a whole number.
template <class Value>
CLI::Option* add_count(CLI::App& app, const std::string& names, Value& value, Limits limits,
                       const std::string& help) {
    const auto read = [name = long_name(names), limits](const std::string& typed) {
        return static_cast<Count<Value>>(parse_count(name, typed, limits));
    };
    return add_value(app, names, "N", value, read, help);
}

/// An option with a positive number of seconds.
template <class Value>
CLI::Option* add_seconds(CLI::App& app, const std::string& names, Value& value, const std::string& help) {
    const auto read = [name = long_name(names)](const std::string& typed) {
        return parse_seconds(name, typed);
    };
    return add_value(app, names, "S", value, read, help);
}

/// @param what the content of the file: "the results"
inline CLI::Option* add_json(CLI::App& app, std::optional<std::string>& file, const std::string& what) {
    return app
        .add_option("--json", file,
                    "Also write " + what + " as JSON; '-': to stdout, which then has nothing else")
        ->type_name("FILE");
}

}  // namespace tools
