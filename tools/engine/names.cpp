// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/engine/names.hpp"

#include <utility>

#include <fmt/core.h>

#include "lock/lock_word.hpp"

namespace tools {

std::string lock_word_text(std::uint32_t word) {
    std::string tail = "0";
    if (rqspinlock::has_tail(word)) {
        const rqspinlock::Tail decoded = rqspinlock::decode_tail(word);
        tail = fmt::format("cpu{}/{}", decoded.cpu, decoded.index);
    }
    return fmt::format("({},{},{})", tail, rqspinlock::is_pending(word) ? 1 : 0,
                       word & rqspinlock::locked_mask);
}

void Names::add_location(model::LocationId id, std::string name, ValueKind kind) {
    locations_[id] = {std::move(name), kind};
}

void Names::add_pointer(std::uint64_t address, std::string name) {
    pointers_[address] = std::move(name);
}

std::vector<model::LocationId> Names::locations() const {
    std::vector<model::LocationId> ids;
    for (const auto& [id, location] : locations_) ids.push_back(id);
    return ids;
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
