// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The planted errors of the native engine by their names.

#include <string>
#include <vector>

#include "model/native/sabotage.hpp"

namespace model::tests {

struct PlantedError {
    std::string name;
    bool native::Sabotage::*switched;

    native::Sabotage sabotage() const {
        native::Sabotage made;
        made.*switched = true;
        return made;
    }
};

const std::vector<PlantedError>& planted_errors();

}  // namespace model::tests
