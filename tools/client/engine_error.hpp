// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The errors of engines.

#include <stdexcept>
#include <string>
#include <utility>

namespace tools {

/// The engine cannot be started, has died, or has sent a line that is no answer. The text is the
/// line to print.
class EngineError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
    /// Was the engine there, but did not do what it was asked? It may do so another time.
    virtual bool has_died() const { return false; }
};

class EngineDied : public EngineError {
  public:
    using EngineError::EngineError;
    bool has_died() const override { return true; }
};

/// The engine is there, but cannot do what it was asked. It can be asked another question.
class EngineRefusal : public EngineError {
  public:
    /// @param varies the program does not always do the same
    EngineRefusal(const std::string& text, std::string reason, bool varies = false)
        : EngineError(text), reason_(std::move(reason)), varies_(varies) {}

    const std::string& reason() const { return reason_; }
    bool varies() const { return varies_; }

  private:
    std::string reason_;
    bool varies_;
};

}  // namespace tools
