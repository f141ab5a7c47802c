// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Memory that an engine misses, in words.

#include <new>
#include <stdexcept>

#include "model/out_of_memory.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

/// Calls `search`, which returns a report. The text of any memory that is missing begins with "out of
/// memory"; `std::bad_alloc` itself has only its name as its text.
template <class Search>
Report naming_missing_memory(Search search) {
    try {
        return search();
    } catch (const model::OutOfMemory&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw std::runtime_error("out of memory: no room for the results of the search");
    }
}

}  // namespace tools
