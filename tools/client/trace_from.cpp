// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/client/trace_from.hpp"

#include <fmt/format.h>

#include "tools/cli/arguments/trace_argument.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/client/ask.hpp"
#include "tools/client/engine_error.hpp"
#include "tools/client/engines.hpp"
#include "tools/trace/token.hpp"

namespace tools {
namespace {

ExecutionTrace trace_of_token(const std::string& token, bool lenient) {
    const Request request = replay_request(token, lenient, "");
    const Revision& revision = request.setup.revision;
    if (revision.is_tree() || !revision.own_change.empty()) {
        throw UsageError(
            fmt::format("the token is of the lock of {}, which has to be compiled: 'rqcheck replay TOKEN "
                        "--trace-json FILE' with {} makes a file of it",
                        revision, revision.is_tree() ? "--kernel FOLDER" : "--revision"));
    }
    std::optional<Report> report = ask(Engine::native, engine_program(Engine::native), request);
    if (!report || report->traces.empty() || !report->traces.front().execution) {
        throw UsageError("the engine made no trace of the token");
    }
    return std::move(*report->traces.front().execution);
}

}  // namespace

ExecutionTrace trace_from(const std::string& typed, const std::optional<std::string>& what, bool lenient) {
    try {
        const TraceArgument argument = trace_argument(typed);
        if (!argument.token) return chosen_trace(argument.traces, typed, what);
        if (what) throw UsageError("--what names one of a file's traces, and a token is one");
        return trace_of_token(*argument.token, lenient);
    } catch (const TokenError& error) {
        throw UsageError(error.what());
    } catch (const TraceError& error) {
        throw UsageError(fmt::format("{}: {}", typed, error.what()));
    } catch (const EngineError& error) {
        throw UsageError(error.what());
    }
}

}  // namespace tools
