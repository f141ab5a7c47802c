// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The text of a small program as words, and what is said of a word that fits nowhere.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// A lock is one letter from A to Z.
constexpr bool is_lock(std::string_view word) {
    return word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z';
}

/// A word of the text, and where it begins: the first character is 1.
struct Word {
    std::string_view text;
    std::size_t place = 0;
};

/// Words, with spaces between where they are wanted, and the characters `()|;@`.
class ProgramWords {
  public:
    explicit ProgramWords(std::string_view text) : text_(text) { next(); }

    /// The one to take next; empty at the end.
    const Word& word() const { return word_; }
    void next();
    bool took(std::string_view word);
    /// @param what stands before it
    unsigned lock(const std::string& what);
    unsigned number(const std::string& what, const std::string& unit, unsigned least, unsigned most);

    /// ", the nearest is 'begin'"; nothing if it is no word.
    std::string nearest_of(const std::vector<std::string_view>& words) const;

    /// @name All throw ProgramError, which names the word and its place
    /// @{
    [[noreturn]] void fail(const std::string& what) const { fail_at(word_, what); }
    [[noreturn]] static void fail_at(const Word& word, const std::string& what);
    [[noreturn]] void fail_unknown_operation() const;
    /// @}

    static std::string letter(unsigned lock) { return {static_cast<char>('A' + lock)}; }

  private:
    void take(std::size_t size);

    std::string_view text_;  ///< what has not been looked at
    Word word_;
    std::size_t taken_ = 0;
};

}  // namespace scenarios
