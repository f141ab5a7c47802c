// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Follows the kernel's lock and announces the phases of its attempts, which this project's lock
/// announces by itself. The phases are derived from what the code does to the lock word, the queue nodes
/// and the held-locks table.

#include "lock/phases.hpp"
#include "model/compiled/follower.hpp"
#include "tools/kernel_lock/attempt.hpp"

namespace tools::kernel {

class Phases final : public model::compiled::Follower {
  public:
    model::AccessInfo before(const model::compiled::Step& step) override;
    void after(const model::compiled::Step& step, const model::compiled::Effect& effect) override;
    void entered(model::compiled::CallSite& site) override;
    std::uint32_t passing(unsigned number, const void* lock, int result) override;
    model::compiled::Limits limits() override;

    /// A timed wait has ended with an error.
    static void wait_failed(int error);

    /// @param source the line of the program's call, if the call is what is announced
    static void note(rqspinlock::Phase phase, std::uint32_t lock, unsigned detail = 0,
                     model::Source source = {nullptr, 0});
};

}  // namespace tools::kernel
