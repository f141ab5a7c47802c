// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The next step of a CPU: the access, choice or stop before which its program stands.

#include "model/access.hpp"
#include "model/virtual_clock.hpp"

namespace model::native {

/// A step that a program asks of the machine. The program is suspended for it.
struct NextStep {
    enum class Kind : std::uint8_t {
        read,
        write,
        update,            ///< value := (value & keep) ^ bits
        add,               ///< value := value + addend, within a mask
        compare_exchange,  ///< value := desired, if it was as expected, within a mask
        await,
        fence,  ///< seq_cst
        choice,
        hold,
        spin,   ///< a loop of reads that change nothing: ends when the clock jumps
        pause,  ///< after many rounds of the same failed call: ends with a store that it has not seen
        finished,
    };

    Kind kind = Kind::finished;
    AccessInfo info = nowhere(0);
    LocationId location = 0;
    std::uint64_t first = 0;   ///< value written; bits kept; mask of an addition; value expected; number of
                               ///< choices
    std::uint64_t second = 0;  ///< bits changed; addend; value desired
    std::uint64_t mask = 0;    ///< of a compare-exchange
    Nanoseconds poll = never;
    Nanoseconds deadline = never;  ///< of a hold: its end
    Condition condition;
    Order failure = std::memory_order_relaxed;  ///< of a compare-exchange that fails
    bool interrupt = false;                     ///< the choice of whether an interrupt arrives
    bool slow = false;                          ///< the choice whether the CPU's time passes while it waits

    /// Does the step write the location if it has read `value` there?
    bool updates(std::uint64_t value) const {
        return kind == Kind::update || kind == Kind::add ||
               (kind == Kind::compare_exchange && (value & mask) == first);
    }
    /// The order of the step's read if that reads `value`: a compare-exchange that fails is a load.
    Order read_order(std::uint64_t value) const {
        return kind == Kind::compare_exchange && (value & mask) != first ? failure : info.order;
    }
    std::uint64_t updated(std::uint64_t value) const {
        if (kind == Kind::update) return (value & first) ^ second;
        if (kind == Kind::add) return (value & ~first) | ((value + second) & first);
        return (value & ~mask) | second;
    }
};

}  // namespace model::native
