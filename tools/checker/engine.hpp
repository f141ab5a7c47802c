// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The steps from a request to a report that all engines have in common.

#include <functional>
#include <optional>
#include <stdexcept>

#include "model/machine.hpp"
#include "tools/protocol/report.hpp"
#include "tools/rig/subject.hpp"

namespace tools {

/// A program does something else when it is run again. The search then says nothing.
class ProgramVaries : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Called repeatedly during a search. @return false to stop the search
using ProgressCallback = std::function<bool(const model::Progress&)>;

/// A request, translated into the types of the machine and of the lock.
struct Prepared : Subject {
    model::Configuration configuration;
    model::Strategy strategy;
    model::SearchLimits limits;
    bool judge_all = false;             ///< see NativeSettings
    std::string replay_of;              ///< of a replay: what the token says that it shows
    std::optional<ExampleKey> example;  ///< of a replay of an example
};

/// @throw RequestError
Prepared prepare(const Request& request, unsigned max_cpus);

End end_of(const model::SearchResult& result, const model::Strategy& strategy);

}  // namespace tools
