// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The executable that runs a lock: the engine itself, an engine that is built with a change of the user's
/// own, or the engine that has the faults.

#include <list>
#include <string>
#include <utility>

#include "tools/client/engine_process.hpp"

namespace tools {

/// Returns the executable for this setup. If it is not there, it is built.
/// @throw EngineError, UsageError, NotDone
EngineExecutable engine_for(Engine engine, const Setup& setup);

/// A name for the lock of the setup; empty if it is the engine's own lock. Setups with the same lock have
/// the same executable.
std::string lock_of(const Setup& setup);

/// One engine for each lock. It is started when its lock is first asked for.
class EnginesByLock {
  public:
    explicit EnginesByLock(Engine engine) : engine_(engine) {}

    /// @throw EngineError, UsageError, NotDone
    EngineProcess& of(const Setup& setup);
    /// Forgets this engine, which has died. The next request for its lock starts another one.
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
