// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A perf counter of the calling thread in user mode.

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace tools {

/// Opens a counter that does not count yet.
/// @return a descriptor, or -1 with errno
inline int open_perf_counter(std::uint32_t type, std::uint64_t config, std::uint64_t period) {
    perf_event_attr attributes{};
    attributes.size = sizeof attributes;
    attributes.type = type;
    attributes.config = config;
    attributes.sample_period = period;
    attributes.disabled = 1;
    attributes.exclude_kernel = 1;
    attributes.exclude_hv = 1;
    return static_cast<int>(syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC));
}

}  // namespace tools
