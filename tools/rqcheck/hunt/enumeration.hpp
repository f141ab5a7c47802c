// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The small programs within given bounds, the smallest first, up to `canonical`.

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// The most that a program may have.
struct ProgramBounds {
    unsigned cpus = 3;
    unsigned locks = 2;
    unsigned nmis = 1;  ///< on all CPUs together
    unsigned operations = 5;
    unsigned hardirqs = 0;  ///< as `nmis`
    bool irqsave = false;   ///< sections with irqsave too
    bool raw = false;       ///< trace programs with a guard of their own too
    scenarios::Form form = scenarios::Form::queued;
};

/// Programs of one size.
struct Stratum {
    unsigned operations = 0;
    unsigned cpus = 0;
    unsigned nmis = 0;
    unsigned hardirqs = 0;
    std::vector<scenarios::SmallProgram> programs;
    bool all = true;  ///< false: a sample
};

class Enumeration {
  public:
    /// The holds of made programs: past the first ABBA check, and past the pending waiter's timeout.
    static constexpr unsigned holds_ms[] = {2, 300};

    /// @param most programs of a size; where there are more, so many are drawn. 0: no limit
    Enumeration(const ProgramBounds& bounds, std::uint64_t most, std::uint64_t seed);

    /// The next size that has a program.
    std::optional<Stratum> next();

  private:
    /// A program without operations: which CPUs take NMIs, and which lists get how many operations.
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
