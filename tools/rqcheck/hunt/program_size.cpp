// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/program_size.hpp"

#include <bitset>

namespace tools {

using scenarios::SmallProgram;

ProgramSize size_of(const SmallProgram& program) {
    ProgramSize size;
    size.cpus = static_cast<unsigned>(program.cpus.size());
    for (const scenarios::CpuProgram& cpu : program.cpus) {
        if (!cpu.nmi.empty()) size.nmis += program.nmis;
        if (!cpu.hardirq.empty()) size.hardirqs += program.hardirqs;
        if (!cpu.softirq.empty()) size.softirqs += program.softirqs;
    }
    std::bitset<SmallProgram::most_locks> locks;
    for_each_list(program, [&](const scenarios::Operations& operations) {
        for_each_operation(operations, [&](const scenarios::Operation& operation) {
            ++size.operations;
            if (operation.lock) locks.set(*operation.lock);
        });
    });
    size.locks = static_cast<unsigned>(locks.count());
    return size;
}

}  // namespace tools
