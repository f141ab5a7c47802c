// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Memory of the machine itself that is missing.

#include <cstddef>
#include <cstdio>
#include <new>

namespace model {

/// A `std::bad_alloc` that says which memory was missing. It needs no memory itself.
class OutOfMemory : public std::bad_alloc {
  public:
    /// @param what the missing memory, "a stack of a CPU"
    /// @param bytes how much there was or should have been
    OutOfMemory(const char* what, std::size_t bytes) noexcept {
        constexpr std::size_t mib = std::size_t{1} << 20U;
        std::snprintf(text_, sizeof(text_), "out of memory: %s, %zu %s (a limit of addresses is 'ulimit -v')",
                      what, bytes >= mib ? bytes / mib : bytes >> 10U, bytes >= mib ? "MiB" : "KiB");
    }

    const char* what() const noexcept override { return text_; }

  private:
    char text_[160];
};

}  // namespace model
