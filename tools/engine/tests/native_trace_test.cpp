// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "golden_trace.hpp"
#include "run.hpp"

// Findings that Relacy's schedulers do not come to in a short time.

namespace tools {
namespace {

TEST_CASE("traces of a pending bit that was taken back", "[trace]") {
    Request request = request_for("nmi-pending-undo", "aa-before-queue");
    request.windows = {"unlock.entry"};
    check_golden("nmi-pending-undo.aa-before-queue.stuck", trace_of(run(request), "stuck"));
}

}  // namespace
}  // namespace tools
