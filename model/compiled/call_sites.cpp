// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/compiled/call_sites.hpp"

#include <algorithm>
#include <bit>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace model::compiled {
namespace {

std::string last_part(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// @param place the text "FOLDER/FILE:LINE"
Frame frame_at(std::string function, const std::string& place) {
    const std::size_t colon = place.rfind(':');
    std::string path = place.substr(0, colon);
    if (path.starts_with("./")) path.erase(0, 2);
    Frame frame{std::move(function), path, last_part(path), 0};
    if (colon != std::string::npos) {
        frame.line = static_cast<std::uint32_t>(std::strtoul(place.c_str() + colon + 1, nullptr, 10));
    }
    return frame;
}

/// The bytes of a call that the linker fills in are its last ones.
constexpr std::uintptr_t relocated_bytes = 4;

/// There are several times as many slots as calls: most calls are found in their first slot.
constexpr std::size_t slots_per_call = 8;

}  // namespace

std::string text_of(const CallSite& site) {
    std::string text;
    for (const Frame& frame : site.frames) {
        if (!text.empty()) text += ", in ";
        text += frame.function + " " + frame.file + ":" + std::to_string(frame.line);
    }
    return text;
}

CallSites::CallSites(const std::string& table, std::uintptr_t base) {
    std::ifstream file(table);
    if (!file) throw std::runtime_error("cannot read " + table);
    for (std::string line; std::getline(file, line);) {
        std::istringstream parts(line);
        std::string part;
        std::getline(parts, part, '\t');
        CallSite& site = sites_.emplace_back();
        std::size_t digits = 0;
        site.address = base + std::stoull(part, &digits, 16) + relocated_bytes;
        const std::size_t called = part.find_first_not_of(' ', digits);
        if (called != std::string::npos) site.called = part.substr(called);
        site.number = static_cast<std::uint16_t>(sites_.size());
        for (std::string function; std::getline(parts, function, '\t') && std::getline(parts, part, '\t');) {
            site.frames.push_back(frame_at(function, part));
        }
        if (site.frames.empty()) throw std::runtime_error(table + " has a line without a place: " + line);
        site.shown = &site.frames.front();
    }
    slots_.resize(std::bit_ceil(sites_.size() * slots_per_call + 1));
    for (CallSite& site : sites_) insert(site);
}

void CallSites::show(const ShownLines& lines) {
    for (CallSite& site : sites_) {
        const auto first = [&](auto predicate) -> const Frame* {
            const auto found = std::find_if(site.frames.begin(), site.frames.end(), predicate);
            return found == site.frames.end() ? nullptr : &*found;
        };
        site.shown = first([&](const Frame& frame) { return frame.path == lines.preferred; });
        if (site.shown == nullptr) {
            site.shown = first([&](const Frame& frame) { return !frame.path.starts_with(lines.left_aside); });
        }
        if (site.shown == nullptr) site.shown = &site.frames.front();
    }
}

void CallSites::insert(CallSite& site) {
    std::size_t slot = slot_of(site.address);
    while (slots_[slot] != nullptr) slot = next(slot);
    slots_[slot] = &site;
}

void CallSites::unknown(std::uintptr_t address) {
    std::ostringstream text;
    text << "a call of the engine that returns to 0x" << std::hex << address
         << " is in no table: was it a tail call, or code that `compile` has not compiled?";
    throw std::logic_error(text.str());
}

}  // namespace model::compiled
