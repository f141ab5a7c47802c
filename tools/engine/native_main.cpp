// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-native: the native engine, see tools/engine/serve.hpp. A program of its own, so that a scenario
// that crashes takes nothing with it.

#include "tools/engine/native_engine.hpp"
#include "tools/engine/serve.hpp"

int main() {
    tools::serve([](const tools::Request& request, const tools::ProgressCallback& progress) {
        return tools::run_on_native(request, progress);
    });
    return 0;
}
