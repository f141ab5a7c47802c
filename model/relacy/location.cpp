// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/location.hpp"

namespace model::relacy {
namespace {

LocationId next_location = 0;
LocalCell* last_cell_made = nullptr;

}  // namespace

Location::Location() : id(next_location++) {}
PlainData::PlainData() : id(next_location++) {}

LocalCell::LocalCell() : next(last_cell_made) {
    last_cell_made = this;
}

LocalCell* first_local_cell() {
    return last_cell_made;
}

LocationId location_count() {
    return next_location;
}

}  // namespace model::relacy
