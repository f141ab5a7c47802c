// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The names of enumerations. They are the same on command lines, in JSON and in messages. An enumeration has
/// a function `name(E)` in its namespace, and a `Naming<E>` here or beside it.

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <nlohmann/json_fwd.hpp>

#include "lock/judge/classes.hpp"
#include "lock/options.hpp"

namespace tools {

/// A specialisation has `what`, a noun for messages, and `all`, the values in the order in which
/// they are listed.
template <class E>
struct Naming;

template <class E>
concept Named = requires(E value) {
    { name(value) } -> std::convertible_to<std::string_view>;
    { Naming<E>::what } -> std::convertible_to<std::string_view>;
    Naming<E>::all.size();
};

template <Named E>
std::vector<std::string_view> names_of() {
    std::vector<std::string_view> names;
    for (const E value : Naming<E>::all) names.push_back(name(value));
    return names;
}

template <Named E>
std::vector<std::string> names_of(const std::vector<E>& values) {
    std::vector<std::string> names;
    for (const E value : values) names.emplace_back(name(value));
    return names;
}

template <Named E>
std::optional<E> value_named(std::string_view typed) {
    for (const E value : Naming<E>::all) {
        if (name(value) == typed) return value;
    }
    return std::nullopt;
}

template <>
struct Naming<rqspinlock::Arch> {
    static constexpr std::string_view what = "arch";
    static constexpr std::array all{rqspinlock::Arch::generic, rqspinlock::Arch::x86};
};

template <>
struct Naming<rqspinlock::Form> {
    static constexpr std::string_view what = "form of the lock";
    static constexpr std::array all{rqspinlock::Form::queued, rqspinlock::Form::paravirt,
                                    rqspinlock::Form::test_and_set};
};

template <>
struct Naming<rqspinlock::judge::Class> {
    static constexpr std::string_view what = "class";
    static constexpr auto all = [] {
        std::array<rqspinlock::judge::Class, rqspinlock::judge::class_count> all{};
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<rqspinlock::judge::Class>(i);
        return all;
    }();
};

}  // namespace tools

/// In JSON an enumeration is its name. A text that is no name of it throws `std::invalid_argument`.
template <tools::Named E>
struct nlohmann::adl_serializer<E> {
    template <class Json>
    static void to_json(Json& json, E value) {
        json = name(value);
    }
    template <class Json>
    static void from_json(const Json& json, E& value) {
        const auto typed = json.template get<std::string>();
        const std::optional<E> found = tools::value_named<E>(typed);
        if (!found) {
            throw std::invalid_argument("no " + std::string(tools::Naming<E>::what) + " '" + typed + "'");
        }
        value = *found;
    }
};

/// In texts an enumeration is its name.
template <tools::Named E>
struct fmt::formatter<E> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(E value, Context& context) const {
        return fmt::formatter<std::string_view>::format(name(value), context);
    }
};
