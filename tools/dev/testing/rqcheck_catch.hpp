// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Includes Catch2, version 2 or 3. The two differ in the header's name.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
