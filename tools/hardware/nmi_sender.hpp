// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The thread that sends NMIs at random times.

#include <atomic>
#include <cstdint>
#include <thread>

#include "scenarios/framework/scenario.hpp"

namespace tools::hardware {

/// Sends NMIs from its construction until `stop`, to the CPUs of the scenario that take NMIs. Does nothing if
/// there are none.
class NmiSender {
  public:
    NmiSender(const scenarios::Scenario& scenario, unsigned cpus, std::uint64_t seed);
    ~NmiSender() { stop(); }
    NmiSender(const NmiSender&) = delete;
    NmiSender& operator=(const NmiSender&) = delete;

    void stop();
    std::uint64_t sent() const { return sent_.load(std::memory_order_relaxed); }

  private:
    std::atomic<bool> is_stopping_{false};
    std::atomic<std::uint64_t> sent_{0};
    std::thread thread_;
};

}  // namespace tools::hardware
