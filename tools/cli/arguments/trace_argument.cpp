// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/arguments/trace_argument.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "tools/cli/arguments/values.hpp"
#include "tools/cli/input_file.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/protocol/problem.hpp"
#include "tools/trace/token.hpp"

namespace tools {

TraceArgument trace_argument(const std::string& typed) {
    if (looks_like_token(typed)) return {typed, {}};
    const std::string text = content_of(typed, "a token, a file with one, or one of traces");
    if (text.find_first_not_of(" \t\r\n") != text.find('{')) return {text, {}};
    return {std::nullopt, read_trace_file(text)};
}

const ExecutionTrace& chosen_trace(const std::vector<ExecutionTrace>& traces, const std::string& file,
                                   const std::optional<std::string>& what) {
    if (traces.empty()) throw UsageError(fmt::format("'{}' has no trace in it", file));
    if (what) {
        std::vector<std::string_view> whats;
        for (const ExecutionTrace& trace : traces) whats.push_back(trace.what);
        require_choice("trace", *what, whats);
    }
    const auto found = std::find_if(traces.begin(), traces.end(), [&](const ExecutionTrace& trace) {
        return what ? trace.what == *what : is_problem(trace.what);
    });
    return found == traces.end() ? traces.front() : *found;
}

}  // namespace tools
