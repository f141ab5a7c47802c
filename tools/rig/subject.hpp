// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The subject of a setup: programs and a lock. It is the same for engines and for the hardware.

#include <memory>
#include <stdexcept>

#include "lock/options.hpp"
#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/small_program.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

/// A request that cannot be served. The text names what was wrong.
struct RequestError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Subject {
    const scenarios::Scenario* scenario = nullptr;
    std::unique_ptr<scenarios::ProgramScenario> made;  ///< owns the scenario of a small program
    rqspinlock::Options options;
};

/// @throw RequestError, or scenarios::ProgramError
Subject subject_of(const Setup& setup);

}  // namespace tools
