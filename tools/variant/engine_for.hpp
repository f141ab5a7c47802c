// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The executable that runs a lock: the engine itself, an engine that is built with a change of the user's
/// own, or the engine that has the faults.

#include <map>
#include <string>

#include "tools/client/engines.hpp"

namespace tools {

/// Returns the executable for this setup. If it is not there, it is built.
/// @throw EngineError, UsageError, NotDone
EngineExecutable engine_for(Engine engine, const Setup& setup);

/// A name for the lock of the setup; empty if it is the engine's own lock. Setups with the same lock have
/// the same executable.
std::string lock_of(const Setup& setup);

/// The executables of the locks that were asked for. Each lock is built once.
class EnginesByLock {
  public:
    explicit EnginesByLock(Engine engine) : engine_(engine) {}

    /// @throw EngineError, UsageError, NotDone
    const EngineExecutable& of(const Setup& setup);
    /// `tools::identity_of` of this executable, which is read once.
    const std::string& identity_of(const Setup& setup);
    Engine engine() const { return engine_; }

  private:
    Engine engine_;
    std::map<std::string, EngineExecutable> programs_;  ///< by lock_of
    std::map<std::string, std::string> identities_;     ///< by lock_of
};

}  // namespace tools
