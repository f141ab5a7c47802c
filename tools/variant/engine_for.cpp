// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/engine_for.hpp"

#include <fmt/format.h>

#include "tools/cli/usage_error.hpp"
#include "tools/client/engines.hpp"
#include "tools/variant/build.hpp"
#include "tools/variant/kernel_object.hpp"

namespace tools {
namespace {

void require_native(Engine engine, const std::string& what) {
    if (engine != Engine::native) {
        throw UsageError(fmt::format("{} is for '--engine native', the engine here is {}", what, engine));
    }
}

}  // namespace

EngineExecutable engine_for(Engine engine, const Setup& setup) {
    const std::string& change = setup.revision.own_change;
    if (setup.revision.is_tree()) {
        require_native(engine, setup.revision.text);
        if (setup.faults.any()) {
            throw UsageError(fmt::format("{} is for the lock of this project, not for that of a kernel tree",
                                         faults_text(setup.faults)));
        }
        EngineExecutable program = engine_program(engine);
        program.arguments.emplace_back("--kernel-object");
        program.arguments.push_back(kernel_object(setup.revision, kernel_form(setup)));
        return program;
    }
    if (setup.faults.any()) {
        require_native(engine, faults_text(setup.faults));
        if (!change.empty()) {
            throw UsageError(
                fmt::format("{} and {} cannot be in one lock", faults_text(setup.faults), change));
        }
        return engine_with_faults();
    }
    if (change.empty()) return engine_program(engine);
    require_native(engine, change);
    return engine_with(read_variant(change));
}

std::string lock_of(const Setup& setup) {
    if (setup.revision.is_tree()) return fmt::format("{}, {}", setup.revision, kernel_form(setup));
    return setup.faults.any() ? "with faults" : setup.revision.own_change;
}

const EngineExecutable& EnginesByLock::of(const Setup& setup) {
    const std::string lock = lock_of(setup);
    const auto found = programs_.find(lock);
    if (found != programs_.end()) return found->second;
    return programs_.emplace(lock, engine_for(engine_, setup)).first->second;
}

const std::string& EnginesByLock::identity_of(const Setup& setup) {
    const auto [identity, is_new] = identities_.try_emplace(lock_of(setup));
    if (is_new) identity->second = tools::identity_of(of(setup));
    return identity->second;
}

}  // namespace tools
