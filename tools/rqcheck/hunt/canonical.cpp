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
    const auto name_filter = [&](std::optional<unsigned>& lock) {
        if (!lock) return;
        std::optional<unsigned>& name = names.at(*lock);
        if (!name) name = next++;
        lock = name;
    };
    for (scenarios::TracedOperations& traced : program.contention_begin) name_filter(traced.lock);
    for (scenarios::TracedOperations& traced : program.contention_end) name_filter(traced.lock);
}

/// @param order for each new number of a CPU its number in `program`
SmallProgram with_cpus_in(const std::vector<std::size_t>& order, const SmallProgram& program) {
    SmallProgram ordered = program;
    for (std::size_t cpu = 0; cpu < order.size(); ++cpu) ordered.cpus[cpu] = program.cpus[order[cpu]];
    for_each_list(ordered, [&](scenarios::Operations& operations) {
        for_each_operation(operations, [&](scenarios::Operation& operation) {
            if (operation.kind != scenarios::OperationKind::await_queued) return;
            const auto now = std::find(order.begin(), order.end(), operation.number);
            operation.number = static_cast<unsigned>(now - order.begin());
        });
    });
    return ordered;
}

}  // namespace

SmallProgram tidied(SmallProgram program) {
    std::erase_if(program.cpus, [](const scenarios::CpuProgram& cpu) {
        return cpu.task.empty() && cpu.nmi.empty() && cpu.hardirq.empty() && cpu.softirq.empty();
    });
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        if (!program.takes(kind)) program.budget(kind) = 1;
    }
    const auto is_empty = [](const scenarios::TracedOperations& traced) { return traced.operations.empty(); };
    std::erase_if(program.contention_begin, is_empty);
    std::erase_if(program.contention_end, is_empty);
    return program;
}

SmallProgram canonical(const SmallProgram& program) {
    std::vector<std::size_t> order(program.cpus.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::optional<std::pair<std::string, SmallProgram>> best;
    do {
        SmallProgram candidate = with_cpus_in(order, program);
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
