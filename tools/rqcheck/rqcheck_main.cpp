// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/cli.hpp"

int main(int argc, char** argv) {
    return tools::rqcheck_main(argc, argv);
}
