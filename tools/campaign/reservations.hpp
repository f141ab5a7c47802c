// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Says which process explores what, so that no other process does the same work. Nothing depends on it: work
/// that is done twice has the same results.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace tools {

class Reservations {
  public:
    /// A reservation that was not renewed for this long is one of a process that has ended, on some machine.
    static constexpr std::chrono::seconds lifetime{60};

    explicit Reservations(std::filesystem::path folder);
    /// Gives back what is still reserved.
    ~Reservations();
    Reservations(const Reservations&) = delete;
    Reservations& operator=(const Reservations&) = delete;

    /// @return false: another process has it. @throw NotDone
    bool reserve(const std::string& name);
    /// Renews a reservation, now and then.
    void touch(const std::string& name);
    void release(const std::string& name);

    /// Looks which reservations other processes have. Reservations of work that is done are removed: the
    /// process that did it ended before it could do so.
    /// @param is_done of the work with this name
    void look(const std::function<bool(const std::string& name)>& is_done);

    /// The number of reservations that other processes had at the last look.
    std::size_t others() const { return foreign_.size(); }

  private:
    using Clock = std::chrono::steady_clock;

    bool is_stale(const std::filesystem::path& reservation);
    std::int64_t present();

    std::filesystem::path folder_;
    std::map<std::string, Clock::time_point> own_;  ///< with the time at which each was renewed
    std::map<std::string, Clock::time_point>
        foreign_;                     ///< with the time at which to look again whether it is stale
    std::int64_t present_ = 0;        ///< seconds, by the clock of the folder
    Clock::time_point present_at_{};  ///< when that was so; the beginning: never
};

}  // namespace tools
