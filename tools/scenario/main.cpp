// SPDX-License-Identifier: GPL-2.0-or-later

// A scenario's own executable contains the command line and the native engine that runs it, in one file. The
// search still runs in a process of its own, so that a program that crashes, or computes without end, ends
// nothing else. For this the executable starts itself, see tools/client/engines.hpp.

#include <string_view>

#include "tools/checker/missing_memory.hpp"
#include "tools/checker/native_engine.hpp"
#include "tools/checker/serve.hpp"
#include "tools/client/engines.hpp"
#include "tools/rqcheck/commands/cli.hpp"
#include "tools/support/standard_streams.hpp"

namespace {

/// With this first argument the executable is the engine.
constexpr const char* serve_argument = "--serve";

}  // namespace

int main(int argc, char** argv) {
    tools::hold_standard_streams();
    if (argc >= 2 && std::string_view(argv[1]) == serve_argument) {
        // With the lock of a kernel tree, by the same option as in rqcheck-native.
        if (argc == 4 && std::string_view(argv[2]) == "--kernel-object") tools::use_kernel_lock(argv[3]);
        tools::serve(
            [](const tools::Request& request, const tools::ProgressCallback& progress) {
                return tools::naming_missing_memory([&] { return tools::run_on_native(request, progress); });
            },
            tools::native_pulse);
        return 0;
    }
    tools::set_own_engine(tools::Engine::native, serve_argument);
    return tools::scenario_main(argc, argv);
}
