// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A C file as programs of the machine: `void program_task(unsigned cpu)` is what each CPU runs, and
/// `program_nmi`, `program_hardirq`, `program_softirq` are its interrupts, if they are there.

#include <optional>
#include <string>
#include <vector>

#include "model/programs.hpp"

namespace tools {

struct CProgramOptions {
    std::string file;
    std::string tree;                  ///< of the kernel; empty: none
    bool is_x86 = false;               ///< the form of the shim
    std::vector<std::string> options;  ///< of clang
};

/// Compiles the file into a folder that goes with this, and loads it. One at a time.
class CProgram {
  public:
    /// @throw UsageError with what the compiler says; NotDone
    explicit CProgram(const CProgramOptions& options);
    ~CProgram();
    CProgram(const CProgram&) = delete;
    CProgram& operator=(const CProgram&) = delete;

    model::Programs programs() const;
    bool has(model::ContextKind interrupt) const;

  private:
    std::string folder_;
};

/// The variable's name; "#3" if it has none.
std::string variable_name(model::LocationId id);
/// A number, or the variable that a pointer is to. Another address is "?": addresses differ from run to run.
std::string value_text(std::uint64_t value);

}  // namespace tools
