// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A version of the lock as command lines, reports and tokens name it: a set of changes.
///
/// | text | the set |
/// |---|---|
/// | `entry-first` | a revision: all changes of the history up to this one |
/// | `v6.18.y` | a kernel (lock/revision.hpp); `v7.3.2` is read as `v7.3` |
/// | `beb7021a6003` | the revision that this commit of the kernel made; 7 digits are enough |
/// | `v7.3+fix-undone-pending` | the one on the left and a change |
/// | `v6.19-aa-first+tas-entry` | likewise, without a change |
/// | `linux-7.3.4@bfd574e5` | none: the lock of a kernel tree, its version and a hash of the lock's files |
/// | `v7.3+my-fix.hpp` | the one on the left with a change of the user's own, a file or a folder |

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <nlohmann/json_fwd.hpp>

#include "lock/revision.hpp"

namespace tools {

struct Revision {
    std::string text{rqspinlock::kernels.back().name};  ///< by default the newest kernel
    rqspinlock::Changes changes = rqspinlock::latest_changes;
    /// The user's own change: a path as it was typed, of which the text has the last part only. Empty: none.
    std::string own_change{};
    /// The kernel tree whose own lock runs: a path. Of one that was read from its text, empty.
    std::string tree{};
    /// Of a tree: the set of changes that its verdicts are held to, whose `changes` it has. Empty: none.
    std::string against{};

    /// Is it the lock of a kernel tree, and none of this project's?
    bool is_tree() const { return text.find('@') != std::string::npos; }

    friend bool operator==(const Revision& left, const Revision& right) {
        return left.text == right.text && left.changes == right.changes;
    }
};

/// The name of the user's own change in a text: "my-fix.hpp", "my-lock/".
std::string own_change_name(std::string_view path);
/// The revision with a change of the user's own, a path.
Revision with_own_change(Revision revision, std::string_view path);

/// The option that names it on a command line: "--revision v7.3", "--kernel /src/linux".
std::string option_text(const Revision& revision);

/// Is it the same lock, whatever it is called: kernels share sets of changes.
inline bool is_same_lock(const Revision& left, const Revision& right) {
    if (left.is_tree() || right.is_tree()) return left.text == right.text;
    return left.changes == right.changes && left.own_change == right.own_change;
}

inline std::string_view name(const Revision& revision) {
    return revision.text;
}

/// A text that names no version. The message is a line that says which part is not understood.
struct RevisionError : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

/// @throw RevisionError
Revision read_revision(std::string_view text);

/// Does an attempt of this set grab a held entry? A guest's slow path relies on the entry that the fast path
/// grabs first.
bool has_meaning(rqspinlock::Changes changes);

/// The shortest sum on a revision that makes this set: "nmi-trylock+entry-first".
std::string sum_text(rqspinlock::Changes changes);

/// A remark for the reader on a text that means something that it does not say, such as an old name; empty:
/// none.
std::string remark_on(std::string_view text);

/// The revisions of the history, oldest first.
std::vector<Revision> history();
/// The repairs on top of it.
std::vector<Revision> repairs();
/// A kernel for each set that kernels have, oldest first: the first one that has it, and the newest kernel.
std::vector<Revision> kernels();

/// Those whose set is that of no revision.
std::vector<Revision> kernels_apart();

std::vector<std::string> texts_of(const std::vector<Revision>& revisions);

/// The names of revisions and kernels.
std::vector<std::string_view> revision_words();

/// In JSON it is its text.
void to_json(nlohmann::json& json, const Revision& revision);
void from_json(const nlohmann::json& json, Revision& revision);

}  // namespace tools

template <>
struct fmt::formatter<tools::Revision> : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(const tools::Revision& revision, Context& context) const {
        return fmt::formatter<std::string_view>::format(revision.text, context);
    }
};
