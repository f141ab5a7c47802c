// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/comparison/planted_errors.hpp"

namespace model::tests {

const std::vector<PlantedError>& planted_errors() {
    static const std::vector<PlantedError> all = {
        {"skip-revisits", &PlantedErrors::skip_revisits},
        {"skip-maximality", &PlantedErrors::skip_maximality},
        {"ignore-release-sequences", &PlantedErrors::ignore_release_sequences},
        {"ignore-dependencies", &PlantedErrors::ignore_dependencies},
        {"dependencies-acquire", &PlantedErrors::dependencies_acquire},
        {"skip-consistency", &PlantedErrors::skip_consistency},
        {"keep-waiting", &PlantedErrors::keep_waiting},
    };
    return all;
}

}  // namespace model::tests
