// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The limits to the length of a search and of an execution.

#include <cstdint>

namespace model::native {

/// Decides whether to stop. The search asks now and then, also in the middle of an execution.
class Patience {
  public:
    virtual bool is_over() = 0;

  protected:
    ~Patience() = default;
};

/// An execution with more events than this does not end by itself.
inline constexpr std::uint32_t event_limit = 5'000;

}  // namespace model::native
