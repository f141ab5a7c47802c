// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/names.hpp"

#include <utility>

#include "tools/trace/lock_word_text.hpp"

namespace tools {

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
