// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/small_program.hpp"
#include "tools/fuzz/target.hpp"

void fuzz(const std::string& text) {
    try {
        const scenarios::SmallProgram program = scenarios::parse_program(text);
        require(scenarios::parse_program(scenarios::text(program)) == program);
    } catch (const scenarios::ProgramError&) {
    }
}
