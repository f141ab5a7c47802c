// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a fuzz target is: `fuzz` gets any text, and may throw only what it documents. libFuzzer calls it
/// through `LLVMFuzzerTestOneInput`; without libFuzzer, driver.cpp does.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

/// For what must be true of any text: a failed one is a crash, in release builds too.
inline void require(bool is_true) {
    if (!is_true) std::abort();
}

void fuzz(const std::string& text);

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
