// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The executable that runs a lock: the engine, one that is built with a change of the user's own, or the one
/// that has the faults.

#include <list>
#include <string>
#include <utility>

#include "tools/client/engine_process.hpp"

namespace tools {

/// An executable that is not there is built.
/// @throw EngineError, UsageError, NotDone
EngineExecutable engine_for(Engine engine, const Setup& setup);

/// Which lock the setup has: empty if it is that of the engine itself. Setups of the same lock have the same
/// executable.
std::string lock_of(const Setup& setup);

/// An engine for each lock, which is started when the lock is first asked for.
class EnginesByLock {
  public:
    explicit EnginesByLock(Engine engine) : engine_(engine) {}

    /// @throw EngineError, UsageError, NotDone
    EngineProcess& of(const Setup& setup);
    /// The next one that is asked for is another: this one has died.
    void forget(const Setup& setup);

  private:
    struct Served {
        Served(std::string name, Engine kind, EngineExecutable program)
            : lock(std::move(name)), engine(kind, std::move(program)) {}

        std::string lock;
        EngineProcess engine;
    };

    Engine engine_;
    std::list<Served> served_;
};

}  // namespace tools
