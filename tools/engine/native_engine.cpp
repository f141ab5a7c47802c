// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/engine/native_engine.hpp"

#include "model/native/platform.hpp"
#include "model/native/search.hpp"
#include "tools/engine/explore.hpp"

namespace tools {
namespace {

namespace native = model::native;

struct NativeEngine {
    using Platform = native::Platform;
    using PlainData = native::PlainData;
    static native::Machine& machine() { return native::Machine::instance(); }
    static model::AccessInfo access(rqspinlock::Site site) {
        return model::access_info(std::memory_order_relaxed, site, model::Source::current());
    }
};

}  // namespace

Report run_on_native(const Request& request, const ProgressCallback& progress) {
    const Prepared prepared = prepare(request, model::max_cpus);
    Report report;
    report.request = request;
    report.engine = "native";
    report.memory_model = "C++20 (RC11, no load buffering)";
    explore<NativeEngine>(prepared, progress, report,
                          [](const model::Configuration& configuration, const model::Programs& programs,
                             const model::SearchLimits& limits, model::Observer& observer) {
                              return native::search(configuration, programs, limits, observer);
                          });
    return report;
}

}  // namespace tools
