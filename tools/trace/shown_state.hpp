// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Lock words, owners, queues, held tables and nodes behind each step of a trace, as texts.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

/// Where in the tables of the state a text stands.
struct ShownCell {
    std::string table;
    std::string row;
    std::string column;

    friend bool operator<(const ShownCell& a, const ShownCell& b) {
        return std::tie(a.table, a.row, a.column) < std::tie(b.table, b.row, b.column);
    }
};

class ShownState {
  public:
    /// Goes on by a step. @return what of the state it has changed: "held A B", "queue cpu0/0"; empty:
    /// nothing
    std::string after(const TraceStep& step);

    /// All that was accessed by now: the values that were written last in the order of the steps.
    const std::map<ShownCell, std::string>& cells() const { return cells_; }

  private:
    struct Cpu {
        unsigned count = 0;
        std::map<unsigned, std::string> entries;
        std::vector<std::string> nodes;  ///< taken, the innermost last
    };

    std::string held(const Cpu& cpu) const;
    std::string after_change(const TraceStep& step);
    void set_owner(const TraceStep& step);
    void set_variable(const std::string& variable, const std::string& value);

    std::map<unsigned, Cpu> cpus_;
    std::map<std::string, std::vector<std::string>> queues_;
    std::map<std::string, std::vector<std::string>> owners_;
    std::set<std::string> accessed_;
    std::map<ShownCell, std::string> cells_;
};

}  // namespace tools
