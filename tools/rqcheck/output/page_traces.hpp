// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Traces in the form that the script of a page takes (html/trace.js): a list for each property of a row. A
/// text is a number in a list of texts that all traces of the page share.

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
    /// @return JSON that can stand in a script element
    std::string add(const ExecutionTrace& trace);

    /// The part that all added traces share, as JSON for a script element: texts, places, and the lines of
    /// source around the places.
    std::string shared() const;

  private:
    friend class PageTrace;
    using Place = std::pair<std::string, std::uint32_t>;

    std::size_t text(const std::string& text);
    /// @param path relative to the source tree of the lock that the trace shows
    std::size_t place(const Revision& revision, const std::string& path, std::uint32_t line);

    std::map<std::string, std::size_t> text_numbers_{{"", 0}};
    std::vector<std::string> texts_{""};
    std::map<Place, std::size_t> place_numbers_;
    std::vector<Place> places_;
    std::map<std::string, std::string> tree_files_;  ///< the files of kernel trees, and where they are
};

}  // namespace tools
