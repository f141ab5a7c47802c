// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/trace.hpp"
#include "tools/fuzz/target.hpp"
#include "tools/support/printable.hpp"
#include "tools/trace/convert/convert.hpp"
#include "tools/trace/trace_text.hpp"

void fuzz(const std::string& text) {
    try {
        const auto traces = tools::read_trace_file(text);
        const std::string again = tools::trace_file(traces);
        require(tools::trace_file(tools::read_trace_file(again)) == again);
        for (const tools::ExecutionTrace& trace : traces) {
            require(tools::is_printable_lines(tools::trace_text(trace)));
            for (const tools::Converter& converter : tools::converters) {
                try {
                    require(tools::is_printable_lines(converter.convert(trace)));
                } catch (const tools::ConvertError&) {
                }
            }
        }
    } catch (const tools::TraceError&) {
    }
}
