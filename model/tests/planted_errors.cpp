// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/planted_errors.hpp"

namespace model::tests {

const std::vector<PlantedError>& planted_errors() {
    using native::Sabotage;
    static const std::vector<PlantedError> all = {
        {"skip-revisits", &Sabotage::skip_revisits},
        {"skip-maximality", &Sabotage::skip_maximality},
        {"ignore-release-sequences", &Sabotage::ignore_release_sequences},
        {"skip-consistency", &Sabotage::skip_consistency},
        {"keep-waiting", &Sabotage::keep_waiting},
    };
    return all;
}

}  // namespace model::tests
