// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-relacy: the Relacy engine, see tools/checker/serve.hpp. It is a program of its own because Relacy
// replaces the global operator new.

#include "tools/checker/missing_memory.hpp"
#include "tools/checker/relacy_engine.hpp"
#include "tools/checker/serve.hpp"
#include "tools/support/standard_streams.hpp"

int main() {
    tools::hold_standard_streams();
    tools::serve(
        [](const tools::Request& request, const tools::ProgressCallback& progress) {
            return tools::naming_missing_memory([&] { return tools::run_on_relacy(request, progress); });
        },
        tools::relacy_pulse);
    return 0;
}
