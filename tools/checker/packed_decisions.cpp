// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/packed_decisions.hpp"

#include "model/execution.hpp"
#include "model/native/search/patience.hpp"
#include "tools/support/bytes.hpp"

namespace tools {
namespace {

using model::Decision;
using model::Decisions;

/// The lowest three bits of a byte are the code. The bits above are the CPU.
enum class Code : unsigned char {
    obvious,       ///< a number of obvious decisions
    jump,          ///< a number of clock jumps
    read,          ///< a read from this event of this CPU
    read_initial,  ///< a read of the initial value
    write,         ///< a write at this place in coherence
    choice,        ///< this choice
};

/// No execution has more steps than this, so a damaged count cannot ask for all the memory.
constexpr std::uint32_t most_decisions = 100'000;
static_assert(most_decisions > model::native::event_limit);

static_assert(model::max_cpus <= 32, "a CPU has five bits of a byte");

void put(ByteWriter& writer, Code code, std::uint32_t cpu) {
    writer.byte(static_cast<unsigned>(code) | cpu << 3U);
}

bool is_obvious(const Decision& decision) {
    return decision.obvious && decision.kind != Decision::Kind::jump;
}

void put_single(ByteWriter& writer, const Decision& decision) {
    switch (decision.kind) {
        case Decision::Kind::read:
            if (!decision.from) return put(writer, Code::read_initial, decision.cpu);
            put(writer, Code::read, decision.cpu);
            writer.byte(decision.from.cpu);
            writer.number(decision.from.index);
            return;
        case Decision::Kind::write:
            put(writer, Code::write, decision.cpu);
            writer.number(decision.value);
            return;
        default:
            put(writer, Code::choice, decision.cpu);
            writer.number(decision.value);
            return;
    }
}

Decision single(ByteReader& reader, Code code, std::uint32_t cpu) {
    Decision decision;
    decision.cpu = cpu;
    switch (code) {
        case Code::read:
            decision.kind = Decision::Kind::read;
            decision.from.cpu = reader.byte();
            decision.from.index = reader.number();
            return decision;
        case Code::read_initial:
            decision.kind = Decision::Kind::read;
            return decision;
        case Code::write:
            decision.kind = Decision::Kind::write;
            decision.value = reader.number();
            return decision;
        case Code::choice:
            decision.kind = Decision::Kind::choice;
            decision.value = reader.number();
            return decision;
        default:
            throw BytesError("it has an unknown code");
    }
}

}  // namespace

std::string packed(const Decisions& decisions) {
    ByteWriter writer;
    for (std::size_t i = 0; i < decisions.size();) {
        const Decision& first = decisions[i];
        const bool is_jump = first.kind == Decision::Kind::jump;
        if (!is_jump && !is_obvious(first)) {
            put_single(writer, first);
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        const auto is_same = [&](const Decision& other) {
            if (is_jump) return other.kind == Decision::Kind::jump;
            return is_obvious(other) && other.cpu == first.cpu;
        };
        while (end < decisions.size() && is_same(decisions[end])) ++end;
        put(writer, is_jump ? Code::jump : Code::obvious, is_jump ? 0 : first.cpu);
        writer.number(static_cast<std::uint32_t>(end - i));
        i = end;
    }
    return writer.bytes();
}

Decisions unpacked(const std::string& bytes) {
    Decisions decisions;
    ByteReader reader(bytes);
    while (!reader.at_end()) {
        const unsigned head = reader.byte();
        const auto code = static_cast<Code>(head & 7U);
        const std::uint32_t cpu = head >> 3U;
        if (cpu >= model::max_cpus) throw BytesError("it has an unknown CPU");
        if (code != Code::obvious && code != Code::jump) {
            decisions.push_back(single(reader, code, cpu));
            continue;
        }
        const std::uint32_t count = reader.number();
        if (count > most_decisions - decisions.size()) throw BytesError("it has too many steps");
        const bool is_jump = code == Code::jump;
        const auto kind = is_jump ? Decision::Kind::jump : Decision::Kind::any;
        decisions.insert(decisions.end(), count, {kind, cpu, 0, {}, !is_jump});
    }
    return decisions;
}

}  // namespace tools
