// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/graph/location.hpp"

namespace model::native {
namespace {

LocationId next_location = 0;

}  // namespace

Location::Location() : id(next_location++) {}
PlainData::PlainData() : id(next_location++) {}

LocationId location_count() {
    return next_location;
}

}  // namespace model::native
