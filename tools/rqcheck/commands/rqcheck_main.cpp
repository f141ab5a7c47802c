// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/cli.hpp"

int main(int argc, char** argv) {
    return tools::rqcheck_main(argc, argv);
}
