// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The search on a number of threads that Relacy wants at compile time. suite.cpp is compiled once for each.

#include "model/relacy/machine.hpp"

namespace model::relacy {

/// @pre the machine is configured for this many CPUs
template <int threads>
void search_with();

template <int threads>
ThreadCountHooks hooks_for();

extern template void search_with<1>();
extern template void search_with<2>();
extern template void search_with<3>();
extern template void search_with<4>();
extern template ThreadCountHooks hooks_for<1>();
extern template ThreadCountHooks hooks_for<2>();
extern template ThreadCountHooks hooks_for<3>();
extern template ThreadCountHooks hooks_for<4>();

}  // namespace model::relacy
