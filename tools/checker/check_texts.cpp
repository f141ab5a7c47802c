// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/check_texts.hpp"

#include <algorithm>
#include <vector>

#include "model/allocator.hpp"

namespace tools {
namespace {

/// Relacy takes back what a program allocates with `new`.
using Texts = std::vector<std::string_view, model::MallocAllocator<std::string_view>>;

Texts& check_texts() {
    static Texts texts;
    return texts;
}

}  // namespace

std::uint32_t number_of_text(const char* text) {
    Texts& texts = check_texts();
    const auto found = std::find(texts.begin(), texts.end(), std::string_view(text));
    const auto number = static_cast<std::uint32_t>(found - texts.begin());
    if (found == texts.end()) texts.emplace_back(text);
    return number;
}

std::string_view text_with_number(std::uint32_t number) {
    return number < check_texts().size() ? check_texts()[number] : "a check of another process";
}

}  // namespace tools
