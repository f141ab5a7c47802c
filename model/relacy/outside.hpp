// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Our own heap use while Relacy's context lives. Relacy's operator new returns memory that Relacy watches
/// for leaks, and its operator delete takes back no other memory.

#include <utility>

#include "model/relacy/relacy.hpp"

namespace model::relacy {

/// While an object of this class lives, the global operator new is plain malloc again. Memory that is
/// allocated under such an object must also be freed under one.
class OutsideRelacy {
  public:
    OutsideRelacy() : context_(std::exchange(rl::context_holder<>::instance_, nullptr)) {}
    OutsideRelacy(const OutsideRelacy&) = delete;
    OutsideRelacy& operator=(const OutsideRelacy&) = delete;
    ~OutsideRelacy() { rl::context_holder<>::instance_ = context_; }

  private:
    rl::context* context_;
};

}  // namespace model::relacy
