// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/revision.hpp"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "tools/support/printable.hpp"
#include "tools/support/suggest.hpp"

namespace tools {
namespace {

using rqspinlock::ChangeName;
using rqspinlock::Changes;
using rqspinlock::NamedChanges;

constexpr std::size_t least_commit_digits = 7;

/// A name that a change had before a kernel had the change.
struct OldName {
    std::string_view old;
    std::string_view now;
};
constexpr OldName old_names[] = {{"fix-sole-head", "tail-reset"}, {"fix-paravirt-entry", "tas-entry"}};

std::string_view without_old_name(std::string_view word) {
    for (const OldName& name : old_names) {
        if (name.old == word) return name.now;
    }
    return word;
}

bool is_commit(const ChangeName& change, std::string_view word) {
    return word.size() >= least_commit_digits && !change.commit.empty() &&
           (change.commit.starts_with(word) || word.starts_with(change.commit));
}

const ChangeName* change_named(std::string_view word) {
    word = without_old_name(word);
    for (const ChangeName& change : rqspinlock::change_names) {
        if (change.name == word || is_commit(change, word)) return &change;
    }
    return nullptr;
}

/// "v7.3" for "v7.3.2": a stable release without a tree of its own.
std::string_view release_of(std::string_view word) {
    const std::size_t first = word.find('.');
    const std::size_t second = first == std::string_view::npos ? first : word.find('.', first + 1);
    return word.starts_with('v') && second != std::string_view::npos ? word.substr(0, second) : word;
}

const NamedChanges* kernel_named(std::string_view word) {
    const auto find = [](std::string_view name) -> const NamedChanges* {
        for (const NamedChanges& kernel : rqspinlock::kernels) {
            if (kernel.name == name) return &kernel;
        }
        return nullptr;
    };
    if (const NamedChanges* exact = find(word)) return exact;
    const std::string_view release = release_of(word);
    if (release == word) return nullptr;
    if (const NamedChanges* tree = find(std::string(release) + ".y")) return tree;
    return find(release);
}

const NamedChanges* base_named(std::string_view word) {
    if (const NamedChanges* kernel = kernel_named(word)) return kernel;
    for (const NamedChanges& revision : rqspinlock::revisions) {
        if (revision.name == without_old_name(word)) return &revision;
    }
    if (const ChangeName* change = change_named(word)) {
        return &rqspinlock::revisions[static_cast<std::size_t>(change->change) + 1];
    }
    return nullptr;
}

/// A word with the sign before it. The first word has none.
struct Term {
    char sign;
    std::string_view word;
};

/// The length of the first word of the text. Names contain dashes, so a dash ends a word only if the text
/// before it is a name. The longest name counts.
std::size_t word_length(std::string_view text, bool is_base) {
    const auto is_name = [&](std::string_view word) {
        return is_base ? base_named(word) != nullptr : change_named(word) != nullptr;
    };
    const std::size_t plus = std::min(text.find('+'), text.size());
    for (std::size_t end = plus; end != std::string_view::npos && end != 0; end = text.rfind('-', end - 1)) {
        if (is_name(text.substr(0, end))) return end;
    }
    return plus;
}

/// Is it a file or a folder? The names of changes contain neither dots nor slashes.
bool is_path(std::string_view word) {
    return word.find_first_of("./") != std::string_view::npos;
}

/// The terms of a sum. A path is always the last term.
std::vector<Term> terms_of(std::string_view text) {
    std::vector<Term> terms;
    char sign = 0;
    while (true) {
        const bool is_rest = sign == '+' && is_path(text.substr(0, text.find('+')));
        const std::size_t end = is_rest ? text.size() : word_length(text, sign == 0);
        terms.push_back({sign, text.substr(0, end)});
        if (end == text.size()) return terms;
        sign = text[end];
        text.remove_prefix(end + 1);
    }
}

[[noreturn]] void refuse(std::string_view what, std::string_view word, bool base) {
    std::vector<std::string_view> choices;
    if (base) {
        choices = revision_words();
    } else {
        for (const ChangeName& change : rqspinlock::change_names) choices.push_back(change.name);
    }
    throw RevisionError(unknown(what, word, choices));
}

void require_meaning(std::string_view text, Changes changes) {
    if (has_meaning(changes)) return;
    throw RevisionError(
        fmt::format("'{}' has tas-entry without entry-first: no attempt would grab a held entry", text));
}

std::vector<Revision> all_in(std::size_t first, std::size_t last) {
    std::vector<Revision> all;
    for (std::size_t i = first; i < last; ++i) {
        const NamedChanges& one = rqspinlock::revisions[i];
        all.push_back({std::string(one.name), one.changes});
    }
    return all;
}

constexpr std::size_t history_size = static_cast<std::size_t>(rqspinlock::Change::fix_undone_pending) + 1;

}  // namespace

std::string own_change_name(std::string_view path) {
    if (path.empty()) return "";
    const bool is_folder = path.ends_with('/');
    while (path.ends_with('/')) path.remove_suffix(1);
    std::string name(path.substr(path.rfind('/') + 1));
    for (char& c : name) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              c == '.' || c == '-' || c == '_';
        if (!is_plain) c = '_';
    }
    return is_folder || !is_path(name) ? name + "/" : name;
}

Revision with_own_change(Revision revision, std::string_view path) {
    revision.text += "+" + own_change_name(path);
    revision.own_change = path;
    return revision;
}

Revision read_revision(std::string_view text) {
    if (!is_printable(text)) {
        throw RevisionError(fmt::format("'{}' has characters that cannot be shown", printable(text)));
    }
    Revision revision;
    revision.text = text;
    if (revision.is_tree()) return revision;
    revision.text.clear();
    for (const Term& term : terms_of(text)) {
        if (term.sign == 0) {
            const NamedChanges* const base = base_named(term.word);
            if (base == nullptr) refuse("revision", term.word, true);
            revision = {std::string(base->name), base->changes};
            continue;
        }
        if (term.sign == '+' && is_path(term.word)) {
            revision = with_own_change(std::move(revision), term.word);
            continue;
        }
        const ChangeName* const change = change_named(term.word);
        if (change == nullptr) refuse("change", term.word, false);
        revision.text += fmt::format("{}{}", term.sign, change->name);
        revision.changes = term.sign == '+' ? revision.changes.with(change->change)
                                            : revision.changes.without(change->change);
    }
    require_meaning(text, revision.changes);
    return revision;
}

bool has_meaning(Changes changes) {
    return !changes.has(rqspinlock::Change::tas_entry) || changes.has(rqspinlock::Change::entry_first);
}

std::string option_text(const Revision& revision) {
    if (revision.is_tree()) {
        return fmt::format("--kernel {}", revision.tree.empty() ? "FOLDER" : revision.tree);
    }
    if (revision.own_change.empty()) return fmt::format("--revision {}", revision);
    const std::string name = own_change_name(revision.own_change);
    const std::string base = revision.text.substr(0, revision.text.size() - name.size());
    return fmt::format("--revision {}{}", base, revision.own_change);
}

std::string sum_text(Changes changes) {
    std::string shortest;
    std::size_t fewest = rqspinlock::change_count + 1;
    for (const NamedChanges& base : rqspinlock::revisions) {
        std::string sum(base.name);
        std::size_t terms = 0;
        for (const ChangeName& change : rqspinlock::change_names) {
            const bool wanted = changes.has(change.change);
            if (wanted == base.changes.has(change.change)) continue;
            sum += fmt::format("{}{}", wanted ? '+' : '-', change.name);
            ++terms;
        }
        if (terms >= fewest) continue;
        fewest = terms;
        shortest = std::move(sum);
    }
    return shortest;
}

std::string remark_on(std::string_view text) {
    for (const Term& term : terms_of(text)) {
        const std::string_view now = without_old_name(term.word);
        if (now != term.word) return fmt::format("{} is in the kernel, as {}", term.word, now);
        if (term.sign != 0) continue;
        const NamedChanges* const kernel = kernel_named(term.word);
        if (kernel != nullptr && kernel->name != term.word) {
            return fmt::format("{} is read as {}: {}", term.word, kernel->name, kernel->source);
        }
    }
    return "";
}

std::vector<Revision> history() {
    return all_in(0, history_size);
}

std::vector<Revision> repairs() {
    return all_in(history_size, rqspinlock::revisions.size());
}

std::vector<Revision> kernels() {
    std::vector<Revision> different;
    for (const NamedChanges& kernel : rqspinlock::kernels) {
        if (different.empty() || different.back().changes != kernel.changes) {
            different.push_back({std::string(kernel.name), kernel.changes});
        }
    }
    different.back() = Revision{};
    return different;
}

std::vector<Revision> kernels_apart() {
    std::vector<Revision> apart = kernels();
    std::erase_if(apart, [](const Revision& kernel) {
        return std::any_of(rqspinlock::revisions.begin(), rqspinlock::revisions.end(),
                           [&](const NamedChanges& one) { return one.changes == kernel.changes; });
    });
    return apart;
}

std::vector<std::string> texts_of(const std::vector<Revision>& revisions) {
    std::vector<std::string> texts;
    for (const Revision& revision : revisions) texts.push_back(revision.text);
    return texts;
}

std::vector<std::string_view> revision_words() {
    std::vector<std::string_view> words;
    for (const NamedChanges& revision : rqspinlock::revisions) words.push_back(revision.name);
    for (const NamedChanges& kernel : rqspinlock::kernels) words.push_back(kernel.name);
    return words;
}

void to_json(nlohmann::json& json, const Revision& revision) {
    json = revision.text;
}

void from_json(const nlohmann::json& json, Revision& revision) {
    revision = read_revision(json.get<std::string>());
}

}  // namespace tools
