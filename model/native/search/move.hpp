// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One way to go on from a graph: an extension, which adds an event, or a revisit.

#include "model/native/graph/event.hpp"

namespace model::native {

struct Move {
    enum class Kind : std::uint8_t {
        read,
        write,
        step,  ///< a fence or a choice
        revisit,
    };

    Kind kind = Kind::step;
    bool with_read = false;  ///< revisit: by an update whose read is not in the graph yet
    /// read: the place in coherence of the write that is read. write, revisit: the place that the write
    /// takes. step: the value of a choice.
    std::uint32_t position = 0;
    std::uint32_t reads = 0;  ///< revisit with `with_read`: place of the write that the update reads
    GraphEvent* revisited = nullptr;
};

}  // namespace model::native
