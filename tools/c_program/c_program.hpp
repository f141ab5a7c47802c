// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A C file as programs of the machine. Each CPU runs `void program_task(unsigned cpu)`. The interrupts run
/// `program_nmi`, `program_hardirq` and `program_softirq`, if these exist.

#include <optional>
#include <string>
#include <vector>

#include "model/programs.hpp"

namespace tools {

struct CProgramOptions {
    std::string file;
    std::string tree;                  ///< the kernel tree; empty: none
    bool is_x86 = false;               ///< the form of the shim
    std::vector<std::string> options;  ///< options of clang
};

/// Compiles the file into a folder that is removed with this object, and loads it. Only one at a time.
class CProgram {
  public:
    /// @throw UsageError with the compiler's messages; NotDone
    explicit CProgram(const CProgramOptions& options);
    ~CProgram();
    CProgram(const CProgram&) = delete;
    CProgram& operator=(const CProgram&) = delete;

    model::Programs programs() const;
    bool has(model::ContextKind interrupt) const;

  private:
    std::string folder_;
};

/// The name of the variable, or "#3" if it has no name.
std::string variable_name(model::LocationId id);
/// A number, or the variable to which a pointer points. Other addresses differ from run to run, and are "?".
std::string value_text(std::uint64_t value);

}  // namespace tools
