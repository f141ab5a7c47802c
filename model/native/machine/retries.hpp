// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Calls that a context makes again and again because they fail.

#include "model/configuration.hpp"
#include "model/native/graph/arena.hpp"
#include "model/native/machine/cpu_state.hpp"

namespace model::native {

/// How often in a row the call at this line has failed, in the context that runs.
std::uint32_t failed_rounds(const CpuState& state, Source call);

/// Records that the call has failed `rounds` times in a row.
/// @param events the number of the CPU's events so far
void note_failed_rounds(CpuState& state, Source call, std::uint32_t rounds, std::uint32_t events,
                        Arena& arena);

/// Has the CPU tried so often that it waits for the others?
inline bool retries_in_vain(const CpuState& state, const Configuration& configuration) {
    return state.retry != nullptr && state.retry->worst->rounds >= configuration.rounds;
}

}  // namespace model::native
