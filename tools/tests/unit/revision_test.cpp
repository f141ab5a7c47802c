// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/protocol/revision.hpp"

namespace tools {
namespace {

using rqspinlock::Change;
using rqspinlock::Changes;

std::string refusal(const std::string& text) {
    try {
        read_revision(text);
        return "";
    } catch (const RevisionError& error) {
        return error.what();
    }
}

std::string usage_error(const std::string& typed) {
    try {
        revision_values(typed);
        return "";
    } catch (const UsageError& error) {
        return error.what();
    }
}

TEST_CASE("a revision is named by its change, its kernel, or its commit", "[revision]") {
    CHECK(read_revision("initial").changes == Changes{});
    CHECK(read_revision("entry-first").changes == Changes::up_to(Change::entry_first));
    CHECK(read_revision("v6.19").changes == Changes::up_to(Change::aa_before_queue));
    CHECK(read_revision("beb7021a6003").changes == Changes::up_to(Change::entry_first));
    CHECK(read_revision("beb7021a60031234").changes == Changes::up_to(Change::entry_first));
    CHECK(read_revision("beb7021").text == "entry-first");
    CHECK(read_revision("v7.3").changes == rqspinlock::latest_changes);
    CHECK(Revision() == read_revision("v7.3"));
}

TEST_CASE("a sum adds changes and leaves changes out", "[revision]") {
    const Changes mix = Changes::up_to(Change::aa_before_queue).without(Change::aa_first);
    CHECK(read_revision("v6.19-aa-first").changes == mix);
    CHECK(read_revision("aa-before-queue-aa-first").changes == mix);
    CHECK(read_revision("v6.19-aa-first+tas-entry").changes == mix.with(Change::tas_entry));
    CHECK(read_revision("nmi-trylock+entry-first+nmi-queue+tas-entry").changes ==
          rqspinlock::changes_of_6_18);
    CHECK(read_revision("v6.18.y+fix-undone-pending").changes ==
          rqspinlock::changes_of_6_18.with(Change::fix_undone_pending));
    CHECK(read_revision("v7.0+7a3c0289c3c8").text == "v7.0+tail-reset");
}

TEST_CASE("every name and every sum is read as it was written", "[revision]") {
    for (const std::string_view word : revision_words()) CHECK(read_revision(word).text == word);
    for (unsigned bits = 0; bits < 1U << rqspinlock::change_count; ++bits) {
        Changes changes;
        for (const auto& change : rqspinlock::change_names) {
            if ((bits >> static_cast<unsigned>(change.change) & 1U) != 0)
                changes = changes.with(change.change);
        }
        if (changes.has(Change::tas_entry) && !changes.has(Change::entry_first)) continue;
        const std::string text = sum_text(changes);
        const Revision read = read_revision(text);
        if (read.changes != changes || read.text != text) FAIL(text);
    }
}

TEST_CASE("old names and releases of a kernel are understood, and it is said", "[revision]") {
    CHECK(read_revision("fix-sole-head").text == "tail-reset");
    CHECK(read_revision("v6.19+fix-paravirt-entry").text == "v6.19+tas-entry");
    CHECK(remark_on("fix-sole-head") == "fix-sole-head is in the kernel, as tail-reset");
    CHECK(read_revision("v7.3.2").text == "v7.3");
    CHECK(read_revision("v6.18.4").text == "v6.18.y");
    CHECK(remark_on("v6.18.4") == "v6.18.4 is read as v6.18.y: stable patches up to Feb 2026");
    CHECK(remark_on("v7.3").empty());
    CHECK(remark_on("queue-kept+aa-first").empty());
}

TEST_CASE("what names no revision is refused with the nearest name", "[revision]") {
    CHECK(refusal("queuekept") == "unknown revision 'queuekept', the nearest is 'queue-kept'");
    CHECK(refusal("v7.3+fix-undone") == "unknown change 'fix-undone', the nearest is 'fix-undone-pending'");
    CHECK(refusal("v7.3+") == "unknown change '', the nearest is 'aa-first'");
    CHECK(refusal("") == "unknown revision '', the nearest is 'v7.0'");
    CHECK(refusal("beb702") == "unknown revision 'beb702', the nearest is 'v7.2'");
    CHECK(refusal("initial+tas-entry") ==
          "'initial+tas-entry' has tas-entry without entry-first: no attempt would grab a held entry");
    CHECK(usage_error("histroy") == "unknown revision 'histroy', the nearest is 'history'");
}

TEST_CASE("groups stand beside names, and each revision is there once", "[revision]") {
    const std::vector<Revision> all = revision_values("kernels,v7.3,entry-first");
    CHECK(texts_of(all) ==
          std::vector<std::string>{"v6.15", "v6.17", "v6.18.y", "v6.19", "v7.0", "v7.3", "entry-first"});
    CHECK(texts_of(kernels_apart()) == std::vector<std::string>{"v6.18.y"});
    CHECK(history().size() + repairs().size() == rqspinlock::revisions.size());
    CHECK(history().back().changes == rqspinlock::latest_changes);
}

}  // namespace
}  // namespace tools
