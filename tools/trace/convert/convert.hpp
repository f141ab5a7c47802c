// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A trace for other programs to show.

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tools/protocol/trace.hpp"

namespace tools {

/// A trace that a format has no room for. The text says so in one line.
class ConvertError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Chrome's trace events, which Perfetto opens: a CPU is a thread, a step a microsecond, contexts are nested,
/// and flow arrows go from a store to the reads of it on other CPUs. JSON.
std::string to_perfetto(const ExecutionTrace& trace);

/// A ShiViz log in its default form, an event and below it its host and vector clock: happens-before, but
/// that what comes before an access by its address comes before all that follows on its CPU.
std::string to_shiviz(const ExecutionTrace& trace);

/// Graphviz: the execution graph, with program order, reads-from, coherence and address dependencies.
std::string to_dot(const ExecutionTrace& trace);

/// A Mermaid sequence diagram: steps are notes, reads-from between CPUs are arrows.
/// @throw ConvertError if it is too long for one
std::string to_mermaid(const ExecutionTrace& trace);

struct Converter {
    std::string_view format;
    std::string (*convert)(const ExecutionTrace&);
};

inline constexpr std::array<Converter, 4> converters{{
    {"perfetto", to_perfetto},
    {"shiviz", to_shiviz},
    {"dot", to_dot},
    {"mermaid", to_mermaid},
}};

}  // namespace tools
