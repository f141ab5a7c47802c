// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/reasons.hpp"

#include <algorithm>

#include "tools/mutate/all_mutants.hpp"

namespace tools::mutate {

std::map<std::string, std::string> read_reasons(std::istream& file) {
    std::map<std::string, std::string> reasons;
    std::string line;
    for (unsigned number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto fail = [&](const std::string& what) {
            throw TableError("reasons, line " + std::to_string(number) + ": " + what);
        };
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) fail("expected 'NAME: reason'");
        const std::string name = line.substr(0, colon);
        const auto& mutants = all_mutants();
        if (std::none_of(mutants.begin(), mutants.end(),
                         [&](const Mutant& one) { return one.name == name; })) {
            fail("there is no mutant '" + name + "'");
        }
        if (!reasons.emplace(name, line.substr(colon + 2)).second) fail("a second reason of '" + name + "'");
    }
    return reasons;
}

}  // namespace tools::mutate
