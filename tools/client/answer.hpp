// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The answer of an engine to a request.

#include <cstdint>
#include <optional>
#include <string>

#include "tools/protocol/report.hpp"

namespace tools {

struct Progress {
    std::uint64_t executions = 0;
    double seconds = 0;
    /// The number of executions of the whole search, as the engine estimates it; 0: no estimate.
    double expected = 0;
    double expected_low = 0;
    double expected_high = 0;
};

struct Answer {
    enum class Kind : std::uint8_t {
        report,
        refused,
        varies,    ///< the program does not always do the same
        died,      ///< the engine has died, does not answer, or says what is no answer
        not_done,  ///< the engine says that memory ran out
        stopped,   ///< it was told to end, and ended without an answer
    };

    Kind kind = Kind::stopped;
    std::optional<Report> report{};
    std::string text{};    ///< the line to print
    std::string reason{};  ///< the same without the request
};

/// Did the engine die, or find no memory? Another attempt may succeed.
inline bool is_death(const Answer& answer) {
    return answer.kind == Answer::Kind::died || answer.kind == Answer::Kind::not_done;
}

/// Throws the error that the answer is, if it is one.
void throw_if_error(const Answer& answer);

}  // namespace tools
