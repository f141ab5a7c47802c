// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/engine/names.hpp"

#include <utility>

#include <fmt/core.h>

#include "lock/lock_word.hpp"

namespace tools {

std::string lock_word_text(std::uint32_t word) {
    if (word == 0) return "0";
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : " ") + part; };
    if (rqspinlock::has_tail(word)) {
        const rqspinlock::Tail tail = rqspinlock::decode_tail(word);
        add(fmt::format("tail=cpu{}/{}", tail.cpu, tail.index));
    }
    if (rqspinlock::is_pending(word)) add("pending");
    if (rqspinlock::is_locked(word)) add("locked");
    return text;
}

void Names::add_location(model::LocationId id, std::string name, ValueKind kind) {
    locations_[id] = {std::move(name), kind};
}

void Names::add_pointer(std::uint64_t address, std::string name) {
    pointers_[address] = std::move(name);
}

const std::string& Names::location(model::LocationId id) const {
    static const std::string unknown = "?";
    const auto found = locations_.find(id);
    return found == locations_.end() ? unknown : found->second.name;
}

std::string Names::value(model::LocationId id, std::uint64_t value) const {
    const auto found = locations_.find(id);
    const ValueKind kind = found == locations_.end() ? ValueKind::number : found->second.kind;
    if (kind == ValueKind::lock_word) return lock_word_text(static_cast<std::uint32_t>(value));
    if (kind == ValueKind::number || kind == ValueKind::data) return std::to_string(value);
    if (value == 0) return "NULL";
    const auto pointer = pointers_.find(value);
    return pointer == pointers_.end() ? "?" : pointer->second;
}

}  // namespace tools
