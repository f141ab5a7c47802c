// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/mutant.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>

namespace tools::mutate {
namespace {

constexpr std::string_view blanks = " \t";

/// Takes a line apart from the left.
class Line {
  public:
    Line(std::string_view text, unsigned number) : rest_(text), number_(number) {}

    std::string word(std::string_view what) {
        skip_blanks();
        const std::size_t end = std::min(rest_.find_first_of(blanks), rest_.size());
        if (end == 0) fail("expected " + std::string(what));
        return take(end);
    }

    std::string quoted(std::string_view what) {
        require("`", what);
        const std::size_t end = rest_.find('`');
        if (end == std::string_view::npos) fail("no ` at the end of " + std::string(what));
        std::string text = take(end);
        rest_.remove_prefix(1);
        return text;
    }

    bool accept(std::string_view token) {
        skip_blanks();
        if (!rest_.starts_with(token)) return false;
        rest_.remove_prefix(token.size());
        return true;
    }

    void require(std::string_view token, std::string_view what) {
        if (!accept(token)) fail("expected " + std::string(token) + " of " + std::string(what));
    }

    void require_end() {
        skip_blanks();
        if (!rest_.empty()) fail("text behind the mutant: " + std::string(rest_));
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw TableError("line " + std::to_string(number_) + ": " + what);
    }

  private:
    void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size())); }

    std::string take(std::size_t size) {
        std::string text(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return text;
    }

    std::string_view rest_;
    unsigned number_;
};

Mutant mutant_of(Line& line) {
    Mutant mutant;
    mutant.name = line.word("a name");
    const std::string where = line.word("a file, 'drop' or 'weaken'");
    if (where == "drop" || where == "weaken") {
        mutant.kind = where == "drop" ? Mutant::Kind::drop : Mutant::Kind::weaken;
        mutant.site = line.word("a site");
    } else {
        mutant.file = where;
        if (where.ends_with(':')) {
            mutant.file.pop_back();
        } else {
            line.require("in ", "the anchor");
            mutant.anchor = line.quoted("the anchor");
            line.require(":", "the anchor");
        }
        mutant.original = line.quoted("the original");
        line.require("->", "the mutation");
        mutant.mutation = line.quoted("the mutation");
    }
    line.require_end();
    return mutant;
}

}  // namespace

std::vector<Mutant> read_table(std::istream& table) {
    std::vector<Mutant> mutants;
    std::set<std::string> names;
    std::string text;
    for (unsigned number = 1; std::getline(table, text); ++number) {
        if (text.find_first_not_of(blanks) == std::string::npos || text.starts_with('#')) continue;
        Line line(text, number);
        mutants.push_back(mutant_of(line));
        if (!names.insert(mutants.back().name).second) {
            line.fail("there is another mutant '" + mutants.back().name + "'");
        }
    }
    return mutants;
}

}  // namespace tools::mutate
