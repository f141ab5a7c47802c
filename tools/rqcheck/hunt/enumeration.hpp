// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The small programs within given bounds, the smallest first. Of symmetric programs (`canonical`) only one
/// is made.

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// The upper bounds of a program.
struct ProgramBounds {
    unsigned cpus = 3;
    unsigned locks = 2;
    unsigned nmis = 1;  ///< on all CPUs together
    unsigned operations = 5;
    unsigned hardirqs = 0;  ///< on all CPUs together
    bool irqsave = false;   ///< also make sections with irqsave
    bool raw = false;       ///< also make trace programs with a guard of their own
    scenarios::Form form = scenarios::Form::queued;
};

/// The programs of one size.
struct Stratum {
    unsigned operations = 0;
    unsigned cpus = 0;
    unsigned nmis = 0;
    unsigned hardirqs = 0;
    std::vector<scenarios::SmallProgram> programs;
    bool all = true;  ///< false: the programs are a sample
};

class Enumeration {
  public:
    /// The holds in the programs: one lasts past the first ABBA check, the other past the pending waiter's
    /// timeout.
    static constexpr unsigned holds_ms[] = {2, 300};

    /// @param most limit of the programs of a size; if there are more, this number is drawn. 0: no limit
    Enumeration(const ProgramBounds& bounds, std::uint64_t most, std::uint64_t seed);

    /// The programs of the next size that has any; nullopt: there is none.
    std::optional<Stratum> next();

  private:
    /// A program without operations. It says which CPUs take interrupts, and how many operations each list
    /// gets.
    struct Frame;

    bool advance();
    std::vector<Frame> frames() const;
    static std::optional<unsigned> each(unsigned all, unsigned cpus);
    void add_frames(std::vector<Frame>& frames, Frame frame, unsigned nmi_cpus, unsigned irq_cpus) const;
    bool may_be_raw(const scenarios::SmallProgram& program) const;
    void enumerate(const std::vector<Frame>& frames, Stratum& stratum);
    void sample(const std::vector<Frame>& frames, Stratum& stratum);
    const std::vector<scenarios::Operations>& lists(unsigned operations);
    scenarios::Operations random_list(unsigned operations);
    std::uint64_t random_below(std::uint64_t n) { return random_() % n; }
    std::uint64_t count_lists(unsigned operations);

    ProgramBounds bounds_;
    std::uint64_t most_;
    std::mt19937_64 random_;
    unsigned operations_ = 1;
    unsigned cpus_ = 1;
    unsigned nmis_ = 0;
    unsigned hardirqs_ = 0;
    bool begun_ = false;
    std::vector<std::vector<scenarios::Operations>> lists_;  ///< by number of operations
    std::vector<std::uint64_t> list_counts_;
};

}  // namespace tools
