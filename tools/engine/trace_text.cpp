// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/engine/trace_text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "lock/judge/judge.hpp"
#include "lock/phases.hpp"
#include "lock/result.hpp"
#include "lock/sites.hpp"

namespace tools {
namespace {

constexpr std::size_t total_width = 118;
constexpr std::size_t time_width = 8;

struct Row {
    const model::Event* event;
    unsigned cpu;
};

std::vector<Row> rows_of(const model::Execution& execution) {
    std::vector<Row> rows;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        for (const model::Event& event : execution.cpu[cpu].events) rows.push_back({&event, cpu});
    }
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return a.event->sequence < b.event->sequence; });
    return rows;
}

std::string site_name(model::SiteId site) {
    return std::string(name(static_cast<rqspinlock::Site>(site)));
}

std::string check_name(std::uint32_t check) {
    constexpr const char* names[] = {"", "AA", "ABBA", "timeout", "trylock", "sent away"};
    return check < std::size(names) ? names[check] : "?";
}

std::string phase_text(const model::Event& event) {
    const auto phase = static_cast<rqspinlock::Phase>(event.note);
    std::string text = fmt::format("* {} {}", rqspinlock::judge::lock_name(event.subject), name(phase));
    if (phase == rqspinlock::Phase::failing || phase == rqspinlock::Phase::left) {
        text += " (" + check_name(event.detail) + ")";
    }
    if (phase == rqspinlock::Phase::node_taken || phase == rqspinlock::Phase::node_dropped) {
        text += fmt::format(" {}", event.detail);
    }
    return text;
}

/// Whose write was read, if it is another CPU's.
std::string source_text(const model::Execution& execution, unsigned cpu, const model::Event& event) {
    if (!event.reads_from || event.reads_from.cpu == cpu) return "";
    const model::Event& write = execution.cpu[event.reads_from.cpu].events[event.reads_from.index];
    return fmt::format(" <- cpu{} {}", event.reads_from.cpu, site_name(write.site));
}

const char* interrupt_name(model::ContextKind kind) {
    if (kind == model::ContextKind::nmi) return "NMI";
    return kind == model::ContextKind::hardirq ? "hardirq" : "softirq";
}

std::string event_text(const model::Event& event, const std::string& source, const Names& names) {
    const auto value = [&](std::uint64_t bits) { return names.value(event.location, bits); };
    switch (event.operation) {
        case model::Operation::read:
            return fmt::format("{} {} = {}{}{}", site_name(event.site), names.location(event.location),
                               value(event.read), event.stale ? " (stale)" : "", source);
        case model::Operation::write:
            return fmt::format("{} {} := {}", site_name(event.site), names.location(event.location),
                               value(event.written));
        case model::Operation::update:
            return fmt::format("{} {}: {} -> {}{}", site_name(event.site), names.location(event.location),
                               value(event.read), value(event.written), source);
        case model::Operation::fence:
            return site_name(event.site);
        case model::Operation::plain_read:
        case model::Operation::plain_write:
            return fmt::format("{} {}", site_name(event.site), names.location(event.location));
        case model::Operation::note:
            return phase_text(event);
        case model::Operation::enter:
            if (event.context == model::ContextKind::trace) {
                return fmt::format("program at {} {{", site_name(event.site));
            }
            return fmt::format("{} before {} {{", interrupt_name(event.context), site_name(event.site));
        case model::Operation::leave:
            return "}";
        case model::Operation::hold_begin:
            return "hold {";
        case model::Operation::hold_end:
            return "}";
        case model::Operation::slow:
            return fmt::format("{}: slow, time passes", site_name(event.site));
        case model::Operation::choice:
            return fmt::format("choice: {}", event.written);
    }
    return "";
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

void append_row(std::string& text, const std::string& time, unsigned cpu, const std::string& cell,
                unsigned cpus) {
    const std::size_t width = (total_width - time_width) / cpus;
    // One cell per row: it may be wider than its column.
    std::string row = padded(time, time_width) + std::string(width * cpu, ' ') + cell;
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + '\n';
}

}  // namespace

std::string trace_text(const model::Execution& execution, const Names& names) {
    std::string text;
    {
        const std::size_t width = (total_width - time_width) / execution.cpus;
        std::string head = padded("time", time_width);
        for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) head += padded(fmt::format("cpu{}", cpu), width);
        head.erase(head.find_last_not_of(' ') + 1);
        text += head + '\n';
    }
    constexpr model::Nanoseconds millisecond = 1'000'000;
    std::uint32_t epoch = ~0U;
    model::Nanoseconds shown = 0;
    std::vector<std::size_t> depth(execution.cpus, 0);
    for (const Row& row : rows_of(execution)) {
        if (row.event->operation == model::Operation::leave) --depth[row.cpu];
        const std::string indent(2 * depth[row.cpu], ' ');
        if (row.event->operation == model::Operation::enter) ++depth[row.cpu];
        std::string time;
        if (row.event->epoch != epoch || row.event->time != shown)
            time = fmt::format("{}ms", row.event->time / millisecond);
        epoch = row.event->epoch;
        shown = row.event->time;
        append_row(text, time, row.cpu,
                   indent + event_text(*row.event, source_text(execution, row.cpu, *row.event), names),
                   execution.cpus);
    }
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        const model::CpuRecord& record = execution.cpu[cpu];
        if (record.end != model::CpuEnd::blocked) continue;
        append_row(text, "", cpu,
                   fmt::format("waits for ever: {} {}", site_name(record.blocked_at),
                               names.location(record.blocked_on)),
                   execution.cpus);
    }
    return text;
}

}  // namespace tools
