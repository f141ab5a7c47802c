// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/small_program_words.hpp"

#include <algorithm>
#include <charconv>

#include "scenarios/framework/nearest.hpp"
#include "scenarios/framework/small_program.hpp"

namespace scenarios {
namespace {

constexpr std::string_view marks = "()|;@";
constexpr std::size_t longest_shown = 20;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_of(std::string_view word, char first, char last) {
    return std::all_of(word.begin(), word.end(), [&](char c) { return c >= first && c <= last; });
}

}  // namespace

void ProgramWords::next() {
    while (!text_.empty() && is_space(text_.front())) take(1);
    word_.text = text_.substr(0, 1);
    if (!word_.text.empty() && marks.find(word_.text[0]) == std::string_view::npos) {
        const auto end = std::find_if(text_.begin(), text_.end(), [](char c) {
            return is_space(c) || marks.find(c) != std::string_view::npos;
        });
        word_.text = text_.substr(0, static_cast<std::size_t>(end - text_.begin()));
    }
    word_.place = taken_ + 1;
    take(word_.text.size());
}

bool ProgramWords::took(std::string_view word) {
    if (word_.text != word) return false;
    next();
    return true;
}

void ProgramWords::take(std::size_t size) {
    text_.remove_prefix(size);
    taken_ += size;
}

unsigned ProgramWords::lock(const std::string& what) {
    if (!is_lock(word_.text)) fail("after '" + what + "' comes a lock from A to Z");
    const auto lock = static_cast<unsigned>(word_.text[0] - 'A');
    next();
    return lock;
}

unsigned ProgramWords::number(const std::string& what, const std::string& unit, unsigned least,
                              unsigned most) {
    unsigned value = 0;
    const char* const end = word_.text.data() + word_.text.size();
    const auto [rest, error] = std::from_chars(word_.text.data(), end, value);
    const bool is_number = error == std::errc{} &&
                           std::string_view(rest, static_cast<std::size_t>(end - rest)) == unit &&
                           value >= least && value <= most;
    if (!is_number) {
        fail("'" + what + "' takes " + std::to_string(least) + unit + " to " + std::to_string(most) + unit);
    }
    next();
    return value;
}

std::string ProgramWords::nearest_of(const std::vector<std::string_view>& words) const {
    const bool is_a_word = !word_.text.empty() && is_of(word_.text.substr(0, 1), 'a', 'z');
    if (!is_a_word) return "";
    return ", the nearest is '" + std::string(nearest(word_.text.substr(0, longest_shown), words)) + "'";
}

void ProgramWords::fail_at(const Word& word, const std::string& what) {
    std::string where = word.text.empty() ? "at the end" : "at '";
    for (const char c : word.text.substr(0, longest_shown)) where += c < ' ' || c > '~' ? '?' : c;
    if (!word.text.empty()) where += "' (character " + std::to_string(word.place) + ")";
    throw ProgramError("not a program, " + where + ": " + what);
}

void ProgramWords::fail_unknown_operation() const {
    const std::string_view typed = word_.text;
    if (typed == "trylock") {
        fail("the lock has no trylock, the nearest is 'A': each lock is an attempt that may fail");
    }
    if (typed.size() == 1 && is_of(typed, 'a', 'z')) {
        fail("a lock is a capital letter, the nearest is '" + letter(static_cast<unsigned>(typed[0] - 'a')) +
             "'");
    }
    if (is_of(typed, 'A', 'Z')) {
        fail("a lock is one letter, the nearest is '" + std::string(typed.substr(0, 1)) + ' ' +
             std::string(typed.substr(1, 1)) + "'");
    }
    fail("an operation is a lock from A to Z, A(...), hold 2ms or the like" +
         nearest_of(
             {"hold", "irqsave", "lock", "unlock", "signal", "await", "nmi", "hardirq", "softirq", "idle"}));
}

}  // namespace scenarios
