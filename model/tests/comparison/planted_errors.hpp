// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The errors that can be planted in the native engine, by their names. They have an effect only in programs
/// that are linked with the engine made for them (model_native_planted).

#include <string>
#include <vector>

namespace model::tests {

/// The errors that are planted at present.
struct PlantedErrors {
    bool skip_revisits = false;
    bool skip_maximality = false;  ///< of reads and writes: take them without this test
    bool ignore_release_sequences = false;
    bool ignore_dependencies = false;
    bool dependencies_acquire = false;  ///< a load of order `dependency` orders all later accesses
    bool skip_consistency = false;      ///< leaves out seq_cst, and the order of `tso` and `sc`
    bool keep_waiting = false;          ///< decides once whether a wait blocks, whatever time passes above it
};

inline PlantedErrors planted;

struct PlantedError {
    std::string name;
    bool PlantedErrors::*switched;
};

const std::vector<PlantedError>& planted_errors();

/// Plants errors as long as the object lives.
class Planting {
  public:
    explicit Planting(PlantedErrors errors) { planted = errors; }
    ~Planting() { planted = {}; }
    Planting(const Planting&) = delete;
    Planting& operator=(const Planting&) = delete;
};

}  // namespace model::tests
