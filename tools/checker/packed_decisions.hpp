// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Stores decisions in few bytes: obvious decisions are only counted.

#include <string>

#include "model/decision.hpp"

namespace tools {

std::string packed(const model::Decisions& decisions);

/// Returns the decisions that were packed. Obvious ones are `model::Decision::Kind::any`.
/// @throw BytesError
model::Decisions unpacked(const std::string& bytes);

}  // namespace tools
