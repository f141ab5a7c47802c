// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Traces as the script of a page takes them (html/trace.js): a list per property of a row, and texts as
/// numbers of a list that all traces of the page share.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

class PageTraces {
  public:
    /// JSON, such that it can stand in a script element.
    std::string add(const ExecutionTrace& trace);

    /// What all that were added have in common, likewise: their texts and places, and lines of the sources
    /// around the places.
    std::string shared() const;

  private:
    friend class PageTrace;
    using Place = std::pair<std::string, std::uint32_t>;

    std::size_t text(const std::string& text);
    /// @param path relative to the source tree of what the trace is of
    std::size_t place(const Revision& revision, const std::string& path, std::uint32_t line);

    std::map<std::string, std::size_t> text_numbers_{{"", 0}};
    std::vector<std::string> texts_{""};
    std::map<Place, std::size_t> place_numbers_;
    std::vector<Place> places_;
    std::map<std::string, std::string> tree_files_;  ///< of kernel trees: where the files lie
};

}  // namespace tools
