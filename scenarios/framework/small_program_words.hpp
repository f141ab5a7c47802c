// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The text of a small program as words, and the message about a word that fits nowhere.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// A lock is one letter from A to Z.
constexpr bool is_lock(std::string_view word) {
    return word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z';
}

/// A word of the text, and its place: the first character of the text is 1.
struct Word {
    std::string_view text;
    std::size_t place = 0;
};

/// The words of a program, with optional spaces between them, and the characters `()|;@`.
class ProgramWords {
  public:
    explicit ProgramWords(std::string_view text) : text_(text) { next(); }

    /// The word to take next; empty at the end.
    const Word& word() const { return word_; }
    void next();
    bool took(std::string_view word);
    /// @param what the text before the lock
    unsigned lock(const std::string& what);
    unsigned number(const std::string& what, const std::string& unit, unsigned least, unsigned most);

    /// Returns ", the nearest is 'begin'", or nothing if there is no word to take next.
    std::string nearest_of(const std::vector<std::string_view>& words) const;

    /// @name These throw ProgramError, which names the word and its place
    /// @{
    [[noreturn]] void fail(const std::string& what) const { fail_at(word_, what); }
    [[noreturn]] static void fail_at(const Word& word, const std::string& what);
    [[noreturn]] void fail_unknown_operation() const;
    /// @}

    static std::string letter(unsigned lock) { return {static_cast<char>('A' + lock)}; }

  private:
    void take(std::size_t size);

    std::string_view text_;  ///< the part that has not been looked at
    Word word_;
    std::size_t taken_ = 0;
};

}  // namespace scenarios
