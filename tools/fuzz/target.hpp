// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A fuzz target defines `fuzz`. This function gets any text, and may throw only what it documents. libFuzzer
/// calls it through `LLVMFuzzerTestOneInput`. Without libFuzzer, driver.cpp does.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

/// Requires what must be true of any text. If it is false, the program crashes, in release builds too.
inline void require(bool is_true) {
    if (!is_true) std::abort();
}

void fuzz(const std::string& text);

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
