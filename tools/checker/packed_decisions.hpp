// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Decisions in few bytes: what is obvious is only counted.

#include <string>

#include "model/decision.hpp"

namespace tools {

std::string packed(const model::Decisions& decisions);

/// The same decisions, the obvious ones as `model::Decision::Kind::any`.
/// @throw BytesError
model::Decisions unpacked(const std::string& bytes);

}  // namespace tools
