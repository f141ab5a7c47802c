// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Writes a trace in the formats of other programs, which show it.

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tools/protocol/trace.hpp"

namespace tools {

/// The format has no room for the trace. The text says so in one line.
class ConvertError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Chrome's trace events in JSON, which Perfetto opens. A CPU is a thread, and a step takes a microsecond.
/// Contexts are nested. Flow arrows go from a store to the reads of it on other CPUs.
std::string to_perfetto(const ExecutionTrace& trace);

/// A ShiViz log in its default form: an event, and below it its host and vector clock. The clocks show
/// happens-before with one exception: a step that happens before an access by its address seems to happen
/// before all later steps of the access's CPU too.
std::string to_shiviz(const ExecutionTrace& trace);

/// The execution graph for Graphviz, with program order, reads-from, coherence and address dependencies.
std::string to_dot(const ExecutionTrace& trace);

/// A Mermaid sequence diagram. Steps are notes, and reads-from between CPUs are arrows.
/// @throw ConvertError if the trace is too long for a diagram
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
