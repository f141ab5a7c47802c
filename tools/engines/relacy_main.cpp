// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-relacy: the Relacy engine, see tools/checker/serve.hpp. It is a program of its own because Relacy
// replaces the global operator new.

#include "tools/checker/relacy_engine.hpp"
#include "tools/checker/serve.hpp"

int main() {
    tools::serve(tools::run_on_relacy, tools::relacy_pulse);
    return 0;
}
