// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/graph/location.hpp"

#include <vector>

namespace model::native {
namespace {

LocationId next_location = 0;

/// The initial values by id; locations beyond its end have 0. A static in a function, because locations of
/// other files may be constructed before this file's variables.
std::vector<std::uint64_t>& initial_values() {
    static std::vector<std::uint64_t> values;
    return values;
}

}  // namespace

Location::Location() : id(next_location++) {}
PlainData::PlainData() : id(next_location++) {}

void Location::set_initial(std::uint64_t value) const {
    if (id >= initial_values().size()) initial_values().resize(id + 1);
    initial_values()[id] = value;
}

std::uint64_t initial_value(LocationId id) {
    return id < initial_values().size() ? initial_values()[id] : 0;
}

LocationId location_count() {
    return next_location;
}

}  // namespace model::native
