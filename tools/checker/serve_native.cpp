// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/serve_native.hpp"

#include "tools/checker/native_engine.hpp"
#include "tools/checker/serve.hpp"

namespace tools {

void serve_native(const std::vector<std::string>& arguments) {
    if (arguments.size() == 2 && arguments.front() == "--kernel-object") use_kernel_lock(arguments.back());
    serve([](const Request& request,
             const ProgressCallback& progress) { return run_on_native(request, progress); },
          native_pulse);
}

}  // namespace tools
