// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What an engine is given: the machine's configuration, the programs, how to search and how far, and
/// the observer of the executions.

#include "model/configuration.hpp"
#include "model/observer.hpp"
#include "model/programs.hpp"
#include "model/search.hpp"
#include "model/strategy.hpp"
