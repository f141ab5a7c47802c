// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/breakpoint.hpp"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <string_view>

#include <fmt/core.h>

#include "scenarios/framework/sites.hpp"
#include "tools/checker/engine.hpp"

namespace tools {
namespace {

const StateView* current_view = nullptr;

bool is_debugged() {
    std::ifstream status("/proc/self/status");
    constexpr std::string_view key = "TracerPid:";
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(key)) return line.find_first_of("123456789", key.size()) != std::string::npos;
    }
    return false;
}

}  // namespace

Breakpoint::Breakpoint(const std::string& where, unsigned cpus, const StateView& view) {
    current_view = &view;
    if (where.empty()) return;
    const std::size_t at = where.find('@');
    const std::string name = where.substr(0, at);
    const std::optional<rqspinlock::Site> site = scenarios::site_named(name);
    if (!site) throw RequestError(fmt::format("no site '{}' to stop at", name));
    site_ = static_cast<model::SiteId>(*site);
    if (at == std::string::npos) return;
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        if (where.substr(at + 1) == fmt::format("cpu{}", cpu)) cpu_ = cpu;
    }
    if (!cpu_) {
        throw RequestError(
            fmt::format("no CPU '{}' to stop at, they are cpu0 to cpu{}", where.substr(at + 1), cpus - 1));
    }
}

Breakpoint::~Breakpoint() {
    current_view = nullptr;
}

void Breakpoint::stopped(unsigned cpu, model::SiteId site) {
    ++stops_;
    const std::string name(scenarios::site_name(static_cast<rqspinlock::Site>(site)));
    fmt::print(stderr, "cpu{} before {}\n", cpu, name);
    rqcheck_show();
    rqcheck_stopped(name.c_str(), cpu);
    if (is_debugged()) std::raise(SIGTRAP);
}

}  // namespace tools

__attribute__((noinline)) void rqcheck_stopped(const char* site, unsigned cpu) {
    // The compiler cannot see through this statement, so it keeps the function and its arguments
    // for debuggers.
    asm volatile("" : : "r"(site), "r"(cpu) : "memory");
}

__attribute__((used, noinline)) void rqcheck_show() {
    if (tools::current_view == nullptr) return;
    std::fputs(tools::current_view->text().c_str(), stderr);
    std::fflush(stderr);
}
