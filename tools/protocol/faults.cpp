// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/faults.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "tools/support/suggest.hpp"

namespace tools {

Oracle read_oracle(const std::string& text) {
    const std::size_t at = text.find('@');
    if (at == std::string::npos) {
        throw std::invalid_argument(
            fmt::format("'{}' is no oracle: ANSWER@SITE is the form, as deadlock@head.wait", text));
    }
    Oracle oracle;
    std::string answer = text.substr(0, at);
    if (answer.ends_with('?')) {
        oracle.is_certain = false;
        answer.pop_back();
    }
    if (answer != "deadlock" && answer != "timeout") {
        throw std::invalid_argument(unknown("answer of a check", answer, {"deadlock", "timeout"}));
    }
    oracle.is_deadlock = answer == "deadlock";
    oracle.site = text.substr(at + 1);
    if (std::find(sites_with_checks.begin(), sites_with_checks.end(), oracle.site) ==
        sites_with_checks.end()) {
        throw std::invalid_argument(
            unknown("wait with checks", oracle.site, {sites_with_checks.begin(), sites_with_checks.end()}));
    }
    return oracle;
}

std::string faults_text(const Faults& faults) {
    constexpr double ms = 1e6;
    std::vector<std::string> parts;
    if (!faults.mutant.empty()) parts.push_back("mutant " + faults.mutant);
    for (const std::string& oracle : faults.oracles) parts.push_back("oracle " + oracle);
    if (faults.first_look != 0) {
        parts.push_back(fmt::format("first look after {:g}ms", static_cast<double>(faults.first_look) / ms));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace tools
