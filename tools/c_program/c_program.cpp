// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/c_program/c_program.hpp"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "model/compiled/runtime.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/program_output.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;
using model::compiled::Call;
using model::compiled::Cell;
using model::compiled::Runtime;
using CFunction = void (*)(unsigned cpu);

struct Functions {
    CFunction task = nullptr;
    CFunction nmi = nullptr;
    CFunction hardirq = nullptr;
    CFunction softirq = nullptr;
};
Functions functions;

void call(CFunction function, unsigned cpu) {
    const Call call;
    function(cpu);
    Runtime::instance().flush();
}

CFunction function_named(const char* name) {
    const model::compiled::Module& module = Runtime::instance().module();
    return module.has(name) ? module.symbol_as<void(unsigned)>(name) : nullptr;
}

std::string new_folder() {
    std::string folder = fs::temp_directory_path() / "rqcheck-c.XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) throw_for(errno, "cannot make the folder " + folder);
    return folder;
}

void compile(const CProgramOptions& options, const std::string& object) {
    std::vector<std::string> words{RQCHECK_SOURCE_DIRECTORY "/tools/kernel/compile-file", options.file,
                                   object, options.tree, options.is_x86 ? "x86" : "generic"};
    words.insert(words.end(), options.options.begin(), options.options.end());
    const ProgramOutput output = output_of(words, Outputs::stderr_too);
    if (output.status != 0) {
        throw UsageError(fmt::format("{} does not compile", options.file), output.text);
    }
}

}  // namespace

CProgram::CProgram(const CProgramOptions& options) {
    if (!fs::is_regular_file(options.file)) throw UsageError(fmt::format("no file '{}'", options.file));
    if (!options.tree.empty() &&
        !fs::is_regular_file(fs::path(options.tree) / "kernel/locking/qspinlock.c")) {
        throw UsageError(
            fmt::format("'{}' has no kernel/locking/qspinlock.c: it is no kernel tree", options.tree));
    }
    folder_ = new_folder();
    try {
        const std::string object = folder_ + "/program.so";
        compile(options, object);
        Runtime::instance().load(object);
        Runtime::instance().share_variables();
        functions = {function_named("program_task"), function_named("program_nmi"),
                     function_named("program_hardirq"), function_named("program_softirq")};
        if (functions.task == nullptr) {
            throw UsageError(fmt::format(
                "{} has no function void program_task(unsigned cpu), which each CPU runs", options.file));
        }
    } catch (const std::exception& error) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
        if (dynamic_cast<const UsageError*>(&error) != nullptr ||
            dynamic_cast<const NotDone*>(&error) != nullptr)
            throw;
        throw UsageError(error.what());
    }
}

CProgram::~CProgram() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

model::Programs CProgram::programs() const {
    model::Programs programs;
    programs.task = [](void*, unsigned cpu) { call(functions.task, cpu); };
    programs.nmi = [](void*, unsigned cpu) { call(functions.nmi, cpu); };
    programs.hardirq = [](void*, unsigned cpu) { call(functions.hardirq, cpu); };
    programs.softirq = [](void*, unsigned cpu) { call(functions.softirq, cpu); };
    return programs;
}

bool CProgram::has(model::ContextKind interrupt) const {
    if (interrupt == model::ContextKind::nmi) return functions.nmi != nullptr;
    return (interrupt == model::ContextKind::hardirq ? functions.hardirq : functions.softirq) != nullptr;
}

std::string variable_name(model::LocationId id) {
    for (const Cell& cell : Runtime::instance().cells().all()) {
        if (cell.location != nullptr && cell.location->id == id && !cell.name.empty()) return cell.name;
    }
    return fmt::format("#{}", id);
}

std::string value_text(std::uint64_t value) {
    constexpr std::uint64_t largest_number = 0xffffffffU;
    if (value <= largest_number) return fmt::format("{}", value);
    for (const Cell& cell : Runtime::instance().cells().all()) {
        if (reinterpret_cast<std::uintptr_t>(cell.base) == value) return "&" + cell.name;
    }
    // A value that is negative as a 64-bit number is more likely a number than an address.
    if (static_cast<std::int64_t>(value) < 0) return fmt::format("{}", static_cast<std::int64_t>(value));
    return "?";
}

}  // namespace tools
