// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The errors that can be planted in the native engine, by their names. Only what is linked with the engine
/// that is made for it (model_native_planted) sees an effect.

#include <string>
#include <vector>

namespace model::tests {

/// The errors that are planted now.
struct PlantedErrors {
    bool skip_revisits = false;
    bool skip_maximality = false;  ///< of reads and writes: take them as they are
    bool ignore_release_sequences = false;
    bool ignore_dependencies = false;
    bool dependencies_acquire = false;  ///< a load of order `dependency` orders all later accesses
    bool skip_consistency = false;      ///< seq_cst, and the order of `tso` and `sc`
    bool keep_waiting = false;          ///< decide once whether a wait blocks, whatever time passes above it
};

inline PlantedErrors planted;

struct PlantedError {
    std::string name;
    bool PlantedErrors::*switched;
};

const std::vector<PlantedError>& planted_errors();

/// Plants errors for its lifetime.
class Planting {
  public:
    explicit Planting(PlantedErrors errors) { planted = errors; }
    ~Planting() { planted = {}; }
    Planting(const Planting&) = delete;
    Planting& operator=(const Planting&) = delete;
};

}  // namespace model::tests
