// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The inputs of an engine: the machine's configuration, the programs, the strategy and the limits of the
/// search, and the observer of the executions.

#include "model/configuration.hpp"
#include "model/observer.hpp"
#include "model/programs.hpp"
#include "model/search.hpp"
#include "model/strategy.hpp"
