// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/instrument.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string_view>

namespace tools::mutate {
namespace {

bool is_blank(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}
bool is_of_a_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The lock's headers have only `//` comments, and no string with two slashes.
std::string without_comments(std::string text) {
    for (std::size_t begin = text.find("//"); begin != std::string::npos; begin = text.find("//", begin)) {
        for (; begin < text.size() && text[begin] != '\n'; ++begin) text[begin] = ' ';
    }
    return text;
}

/// The part of a text from `begin` up to `end`.
struct Range {
    std::size_t begin;
    std::size_t end;

    bool contains(Range other) const { return begin <= other.begin && other.end <= end; }
    friend bool operator==(Range, Range) = default;
};

/// If the fragment begins at this place, returns where it ends. White space does not count.
std::optional<std::size_t> match(std::string_view text, std::size_t at, std::string_view fragment) {
    for (const char c : fragment) {
        if (is_blank(c)) continue;
        while (at < text.size() && is_blank(text[at])) ++at;
        if (at == text.size() || text[at] != c) return std::nullopt;
        ++at;
    }
    return at;
}

std::vector<Range> find_all(std::string_view text, Range within, std::string_view fragment) {
    std::vector<Range> found;
    const bool begins_word = is_of_a_word(fragment.front());
    const bool ends_word = is_of_a_word(fragment.back());
    for (std::size_t begin = within.begin; begin < within.end; ++begin) {
        if (text[begin] != fragment.front()) continue;
        const std::optional<std::size_t> end = match(text, begin, fragment);
        if (!end || *end > within.end) continue;
        if (begins_word && begin > 0 && is_of_a_word(text[begin - 1])) continue;
        if (ends_word && *end < text.size() && is_of_a_word(text[*end])) continue;
        found.push_back({begin, *end});
    }
    return found;
}

class Instrumenter {
  public:
    Instrumenter(const std::string& text, const std::vector<Numbered>& mutants)
        : text_(without_comments(text)) {
        for (const Numbered& mutant : mutants) places_.push_back(place_of(mutant));
        while (widen_one()) {
        }
        // Outer fragments come first. Mutants of the same fragment stay in the order of the table.
        std::stable_sort(places_.begin(), places_.end(), [](const Place& one, const Place& other) {
            return one.range.begin != other.range.begin ? one.range.begin < other.range.begin
                                                        : one.range.end > other.range.end;
        });
    }

    std::string result() const {
        std::size_t place = 0;
        return written({0, text_.size()}, place);
    }

  private:
    struct Place {
        Range range;
        std::string mutation;
        Numbered mutant;
    };

    Place place_of(const Numbered& numbered) const {
        const Mutant& mutant = *numbered.mutant;
        Range within{0, text_.size()};
        if (!mutant.anchor.empty()) within = block_at(the_only(mutant, within, mutant.anchor, "the anchor"));
        return {marked(mutant, within), mutant.mutation, numbered};
    }

    /// The part of the original between two @, or all of it.
    Range marked(const Mutant& mutant, Range within) const {
        std::string original = mutant.original;
        const std::size_t first = original.find('@');
        if (first == std::string::npos) return the_only(mutant, within, original, "the original");
        const std::size_t second = original.find('@', first + 1);
        if (second == std::string::npos) throw TableError(mutant.name + ": one @ in the original, not two");
        const std::string before = original.substr(0, first);
        const std::string part = original.substr(first + 1, second - first - 1);
        const Range all =
            the_only(mutant, within, before + part + original.substr(second + 1), "the original");
        std::size_t begin = *match(text_, all.begin, before);
        while (is_blank(text_[begin])) ++begin;
        return {begin, *match(text_, begin, part)};
    }

    Range the_only(const Mutant& mutant, Range within, std::string_view fragment,
                   const std::string& what) const {
        const auto trimmed_end = fragment.find_last_not_of(" \t");
        if (trimmed_end == std::string_view::npos) throw TableError(mutant.name + ": " + what + " is empty");
        fragment = fragment.substr(0, trimmed_end + 1);
        fragment.remove_prefix(fragment.find_first_not_of(" \t"));
        const std::vector<Range> found = find_all(text_, within, fragment);
        if (found.size() == 1) return found.front();
        throw TableError(mutant.name + ": " + what + " is " +
                         (found.empty() ? "not" : std::to_string(found.size()) + " times") + " in " +
                         mutant.file + ": " + std::string(fragment));
    }

    /// The range from the anchor to the brace that closes the next brace that opens.
    Range block_at(Range anchor) const {
        unsigned depth = 0;
        for (std::size_t at = text_.find('{', anchor.begin); at < text_.size(); ++at) {
            if (text_[at] == '{') ++depth;
            if (text_[at] == '}' && --depth == 0) return {anchor.begin, at + 1};
        }
        return {anchor.begin, text_.size()};
    }

    /// If two fragments overlap, lets the second one begin where the first one does.
    bool widen_one() {
        for (const Place& first : places_) {
            for (Place& second : places_) {
                if (first.range.begin >= second.range.begin || first.range.end <= second.range.begin ||
                    first.range.end >= second.range.end) {
                    continue;
                }
                if (!is_statements(first.range) || !is_statements(second.range)) {
                    throw TableError(second.mutant.mutant->name + ": its fragment cuts through that of " +
                                     first.mutant.mutant->name);
                }
                const std::size_t added = second.range.begin - first.range.begin;
                second.mutation = text_.substr(first.range.begin, added) + second.mutation;
                second.range.begin = first.range.begin;
                return true;
            }
        }
        return false;
    }

    bool is_statements(Range range) const {
        return text_[range.end - 1] == ';' || text_[range.end - 1] == '}';
    }

    /// @param place the first place within the range; at the end, the first place behind the range
    std::string written(Range range, std::size_t& place) const {
        std::string result;
        std::size_t at = range.begin;
        while (place < places_.size() && range.contains(places_[place].range)) {
            const Range inner = places_[place].range;
            std::vector<const Place*> same;
            while (place < places_.size() && places_[place].range == inner) same.push_back(&places_[place++]);
            result += text_.substr(at, inner.begin - at);
            result += choice(same, written(inner, place));
            at = inner.end;
        }
        return result + text_.substr(at, range.end - at);
    }

    std::string choice(const std::vector<const Place*>& places, const std::string& original) const {
        const bool statements = is_statements(places.front()->range);
        std::string result = statements ? "{ " : "(";
        for (const Place* place : places) {
            const Numbered& numbered = place->mutant;
            const std::string asked = "::tools::mutate::mutant_is(" + std::to_string(numbered.number) + ")";
            if (!statements && place->mutation.find_first_not_of(' ') == std::string::npos) {
                throw TableError(numbered.mutant->name + ": an expression cannot become nothing");
            }
            result += statements ? "if (" + asked + ") { " + place->mutation + " } else "
                                 : asked + " ? (" + place->mutation + ") : ";
        }
        return result + (statements ? "{ " + original + " } }" : "(" + original + "))");
    }

    std::string text_;
    std::vector<Place> places_;
};

}  // namespace

std::string instrumented(const std::string& text, const std::vector<Numbered>& mutants) {
    return Instrumenter(text, mutants).result();
}

}  // namespace tools::mutate
