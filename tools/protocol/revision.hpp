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
/// | `v7.3+fix-undone-pending` | the set on the left and a change |
/// | `v6.19-aa-first+tas-entry` | the same way, without a change |
/// | `linux-7.3.4@bfd574e5` | no set: the lock of a kernel tree, its version and a hash of the lock's files |
/// | `v7.3+my-fix.hpp` | the set on the left with a change of the user's own, a file or a folder |

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
    /// The user's own change: the path as it was typed. The text has only the path's last part. Empty: none.
    std::string own_change{};
    /// The path of the kernel tree whose own lock runs. Empty for a revision that was read from its text.
    std::string tree{};
    /// Of a tree: the set of changes to which its verdicts are compared. `changes` has that set. Empty: none.
    std::string against{};

    /// Is it the lock of a kernel tree, and not this project's lock?
    bool is_tree() const { return text.find('@') != std::string::npos; }

    friend bool operator==(const Revision& left, const Revision& right) {
        return left.text == right.text && left.changes == right.changes;
    }
};

/// The name of the user's own change in a text: "my-fix.hpp", "my-lock/".
std::string own_change_name(std::string_view path);
/// The revision with the user's own change at this path.
Revision with_own_change(Revision revision, std::string_view path);

/// The option that names the revision on a command line: "--revision v7.3", "--kernel /src/linux".
std::string option_text(const Revision& revision);

/// Is it the same lock under any name? Some kernels have the same set of changes.
inline bool is_same_lock(const Revision& left, const Revision& right) {
    if (left.is_tree() || right.is_tree()) return left.text == right.text;
    return left.changes == right.changes && left.own_change == right.own_change;
}

inline std::string_view name(const Revision& revision) {
    return revision.text;
}

/// A text that names no version of the lock. The message is a line that says which part is not understood.
struct RevisionError : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

/// @throw RevisionError
Revision read_revision(std::string_view text);

/// Does an attempt with these changes always grab a held entry? With `tas_entry`, a guest's slow path relies
/// on the entry that the fast path grabs before it.
bool has_meaning(rqspinlock::Changes changes);

/// The shortest sum, beginning with a revision, that gives this set: "nmi-trylock+entry-first".
std::string sum_text(rqspinlock::Changes changes);

/// A remark for the reader if a text means something that it does not say, such as an old name.
/// Empty: no remark.
std::string remark_on(std::string_view text);

/// The revisions of the history, oldest first.
std::vector<Revision> history();
/// The fixes that no kernel has, on top of the history.
std::vector<Revision> repairs();
/// One kernel for each set that kernels have, oldest first: the first kernel with the set. Also
/// the newest kernel.
std::vector<Revision> kernels();

/// The kernels whose set no revision has.
std::vector<Revision> kernels_apart();

std::vector<std::string> texts_of(const std::vector<Revision>& revisions);

/// The names of revisions and kernels.
std::vector<std::string_view> revision_words();

/// In JSON a revision is its text.
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
