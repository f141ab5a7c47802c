// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What `--plot` writes: a script for gnuplot, or the picture that gnuplot makes of it.

#include <optional>
#include <string>
#include <string_view>

#include "tools/stress/plot.hpp"

namespace tools::stress {

/// By the ending of the file's name: `.svg` and `.png` are pictures. Nothing: the script itself.
std::optional<Picture> picture_of(std::string_view path);

/// Before a run, which may take long.
/// @throw UsageError if there is no gnuplot
void require_gnuplot(const std::string& path);

/// The bytes of the picture.
/// @throw NotDone if gnuplot cannot draw it
std::string drawn(const std::string& script);

}  // namespace tools::stress
