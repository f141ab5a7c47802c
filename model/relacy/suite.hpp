// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The search for a number of threads, which Relacy needs at compile time. suite.cpp is compiled once for
/// each number.

#include "model/relacy/machine.hpp"
#include "model/strategy.hpp"

namespace model::relacy {

/// @pre the machine is configured for this many CPUs; the strategy is no replay
template <int threads>
void search_with(const Strategy& strategy);

template <int threads>
ThreadCountHooks hooks_for();

extern template void search_with<1>(const Strategy&);
extern template void search_with<2>(const Strategy&);
extern template void search_with<3>(const Strategy&);
extern template void search_with<4>(const Strategy&);
extern template ThreadCountHooks hooks_for<1>();
extern template ThreadCountHooks hooks_for<2>();
extern template ThreadCountHooks hooks_for<3>();
extern template ThreadCountHooks hooks_for<4>();

}  // namespace model::relacy
