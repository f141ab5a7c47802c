// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Heap use of our own while Relacy's context lives. Relacy's operator new hands out memory that it watches
/// for leaks, and takes back nothing else.

#include <utility>

#include "model/relacy/relacy.hpp"

namespace model::relacy {

/// For its lifetime the global operator new is plain malloc again. Memory taken inside must be given back
/// inside one too.
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
