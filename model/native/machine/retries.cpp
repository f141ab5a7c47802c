// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/retries.hpp"

namespace model::native {
namespace {

const Retry* latest_of(const CpuState& state, Source call) {
    const Retry* retry = state.retry;
    while (retry != nullptr && retry->source != call) retry = retry->previous;
    return retry;
}

}  // namespace

std::uint32_t failed_rounds(const CpuState& state, Source call) {
    const Retry* const latest = latest_of(state, call);
    return latest == nullptr ? 0 : latest->rounds;
}

void note_failed_rounds(CpuState& state, Source call, std::uint32_t rounds, std::uint32_t events,
                        Arena& arena) {
    auto* const made = arena.make<Retry>(call, rounds, events, state.retry, nullptr);
    made->worst = made;
    for (const Retry* retry = state.retry; retry != nullptr; retry = retry->previous) {
        const bool is_current = retry->source != call && latest_of(state, retry->source) == retry;
        if (is_current && retry->rounds > made->worst->rounds) made->worst = retry;
    }
    state.retry = made;
}

}  // namespace model::native
