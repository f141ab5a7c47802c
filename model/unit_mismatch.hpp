// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The error that refuses a unit of another search.

#include <stdexcept>

namespace model {

/// The path of a unit does not exist in this search. The unit is of another program, or of another engine.
class UnitMismatch : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace model
