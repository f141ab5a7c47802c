// SPDX-License-Identifier: GPL-2.0-or-later

// A scenario's own executable contains the command line and the native engine that runs it, in one file. The
// search still runs in processes of its own, which are forks of this one. So a program that crashes, or
// computes without end, ends nothing else.

#include "tools/checker/serve_native.hpp"
#include "tools/cli/arguments/command_words.hpp"
#include "tools/client/engines.hpp"
#include "tools/rqcheck/commands/cli.hpp"

int main(int argc, char** argv) {
    tools::keep_command_words(argc, argv);
    tools::set_own_engine(tools::Engine::native, tools::serve_native);
    return tools::scenario_main(argc, argv);
}
