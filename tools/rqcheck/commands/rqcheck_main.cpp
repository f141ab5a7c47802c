// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck: the command line, and the native engine that its workers are. A worker is a fork of this process,
// so a program that crashes, or computes without end, ends nothing else.

#include "tools/checker/serve_native.hpp"
#include "tools/cli/arguments/command_words.hpp"
#include "tools/client/engines.hpp"
#include "tools/rqcheck/commands/cli.hpp"

int main(int argc, char** argv) {
    tools::keep_command_words(argc, argv);
    tools::set_own_engine(tools::Engine::native, tools::serve_native);
    return tools::rqcheck_main(argc, argv);
}
