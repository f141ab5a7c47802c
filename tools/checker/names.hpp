// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Names of locations and texts of values, so that no output shows an address.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/execution.hpp"

namespace tools {

enum class ValueKind : std::uint8_t { number, lock_word, lock_pointer, node_pointer, data };

class Names {
  public:
    void add_location(model::LocationId id, std::string name, ValueKind kind);
    void add_pointer(std::uint64_t address, std::string name);

    /// The locations that have a name.
    std::vector<model::LocationId> locations() const;
    const std::string& location(model::LocationId id) const;
    std::string value(model::LocationId id, std::uint64_t value) const;

  private:
    struct Location {
        std::string name;
        ValueKind kind;
    };
    std::map<model::LocationId, Location> locations_;
    std::map<std::uint64_t, std::string> pointers_;
};

}  // namespace tools
