// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The state after each step of a trace, as texts: lock words, owners, queues, held-locks tables and nodes.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

/// The place of a text in the tables of the state.
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
    /// Takes the next step.
    /// @return the change of a held-locks table or queue: "held A B", "queue cpu0/0"; empty: there is none
    std::string after(const TraceStep& step);

    /// The state of everything that was accessed up to this step. A value is the one that was written last in
    /// the order of the steps.
    const std::map<ShownCell, std::string>& cells() const { return cells_; }

  private:
    struct Cpu {
        unsigned count = 0;
        std::map<unsigned, std::string> entries;
        std::vector<std::string> nodes;  ///< the taken nodes, the innermost last
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
