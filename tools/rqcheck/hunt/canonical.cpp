// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/canonical.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/rqcheck/hunt/program_size.hpp"

namespace tools {
namespace {

using scenarios::SmallProgram;

void name_locks_as_they_come(SmallProgram& program) {
    std::array<std::optional<unsigned>, SmallProgram::most_locks> names;
    unsigned next = 0;
    for_each_list(program, [&](scenarios::Operations& operations) {
        for_each_operation(operations, [&](scenarios::Operation& operation) {
            if (!operation.lock) return;
            std::optional<unsigned>& name = names.at(*operation.lock);
            if (!name) name = next++;
            operation.lock = name;
        });
    });
}

}  // namespace

SmallProgram canonical(const SmallProgram& program) {
    std::vector<std::size_t> order(program.cpus.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::optional<std::pair<std::string, SmallProgram>> best;
    do {
        SmallProgram candidate = program;
        for (std::size_t cpu = 0; cpu < order.size(); ++cpu) candidate.cpus[cpu] = program.cpus[order[cpu]];
        if (!std::is_partitioned(candidate.cpus.begin(), candidate.cpus.end(),
                                 [](const scenarios::CpuProgram& cpu) { return !cpu.nmi.empty(); })) {
            continue;
        }
        name_locks_as_they_come(candidate);
        std::string candidate_text = text(candidate);
        if (!best || candidate_text < best->first) {
            best.emplace(std::move(candidate_text), std::move(candidate));
        }
    } while (std::next_permutation(order.begin(), order.end()));
    return std::move(best->second);
}

}  // namespace tools
