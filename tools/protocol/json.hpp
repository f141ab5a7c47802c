// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// JSON of types for which nlohmann's library has no form: an absent value is null.

#include <optional>

#include <nlohmann/json.hpp>

#include "tools/protocol/naming.hpp"

namespace nlohmann {

template <class T>
struct adl_serializer<std::optional<T>> {
    static void to_json(json& json, const std::optional<T>& value) {
        json = value ? nlohmann::json(*value) : nlohmann::json(nullptr);
    }
    static void from_json(const json& json, std::optional<T>& value) {
        value = json.is_null() ? std::nullopt : std::optional<T>(json.get<T>());
    }
};

}  // namespace nlohmann
