// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/fingerprint.hpp"

#include <boost/crc.hpp>
#include <string>

#include "tools/support/bytes.hpp"

namespace tools {
namespace {

void write(ByteWriter& writer, const TraceStep& step) {
    writer.number(step.cpu);
    writer.number(static_cast<std::uint32_t>(step.context.size()));
    for (const std::string& context : step.context) writer.text(context);
    for (const std::string* const text : {&step.operation, &step.site, &step.variable, &step.order}) {
        writer.text(*text);
    }
    writer.text(step.read.value_or(""));
    writer.text(step.written.value_or(""));
    writer.fixed(static_cast<std::uint32_t>(step.from.value_or(initial)));
    writer.number(step.coherence);
    writer.fixed(static_cast<std::uint32_t>(step.time));
    writer.fixed(static_cast<std::uint32_t>(step.time >> 32U));
    writer.number(step.epoch);
    if (!step.change) return;
    writer.text(step.change->lock);
    writer.text(step.change->phase);
    writer.text(step.change->check);
}

}  // namespace

std::uint32_t fingerprint(const ExecutionTrace& trace) {
    ByteWriter writer;
    for (const TraceStep& step : trace.steps) {
        // A hang at the end of the trace follows from the steps before it.
        if (!is_hang(step)) write(writer, step);
    }
    boost::crc_32_type crc;
    crc.process_bytes(writer.bytes().data(), writer.bytes().size());
    return crc.checksum();
}

}  // namespace tools
