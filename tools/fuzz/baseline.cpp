// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/ci/baseline.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tools/fuzz/target.hpp"

void fuzz(const std::string& text) {
    try {
        const tools::Baseline baseline("baseline.json", text);
        baseline.text({});
    } catch (const nlohmann::json::exception&) {
    } catch (const std::invalid_argument&) {
    }
}
