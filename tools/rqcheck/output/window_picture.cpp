// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/window_picture.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <vector>

#include "lock/options.hpp"
#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/sites.hpp"

namespace tools {
namespace {

using rqspinlock::Form;

/// The forms of the lock for which a stage is drawn even if nothing in it is marked.
enum class Shown { always, queued, not_test_and_set, not_queued, never };

/// Sites whose names have the same beginning.
struct Stage {
    std::string_view beginning;
    std::string_view what;
    Shown shown;
};

/// The way of an attempt: its entry, its waits, then its exit with an error, or the section and the unlock.
constexpr std::array stages{
    Stage{"fast.", "fast path", Shown::not_test_and_set},
    Stage{"grab.", "held entry", Shown::always},
    Stage{"trace.", "trace points", Shown::never},
    Stage{"pending.", "first waiter", Shown::queued},
    Stage{"queue.", "queue", Shown::queued},
    Stage{"head.", "its head", Shown::queued},
    Stage{"fallback.", "without a node", Shown::queued},
    Stage{"tas.", "test-and-set", Shown::not_queued},
    Stage{"aa.", "checks", Shown::always},
    Stage{"abba.", "", Shown::always},
    Stage{"leave.", "error", Shown::queued},
    Stage{"release.", "", Shown::always},
    Stage{"section.", "section", Shown::always},
    Stage{"unlock.", "unlock", Shown::always},
    Stage{"flag.", "programs", Shown::never},
    Stage{"await.", "", Shown::never},
    Stage{"variable.", "", Shown::never},
    Stage{"program.", "after the task", Shown::never},
};

constexpr bool has_stage(std::string_view site) {
    return std::any_of(stages.begin(), stages.end(),
                       [&](const Stage& stage) { return site.starts_with(stage.beginning); });
}
static_assert(std::all_of(scenarios::all_sites.begin(), scenarios::all_sites.end(),
                          [](const auto& entry) { return has_stage(entry.name); }),
              "a site that no picture shows");

bool is_shown(Shown shown, Form form) {
    switch (shown) {
        case Shown::always:
            return true;
        case Shown::queued:
            return form == Form::queued;
        case Shown::not_test_and_set:
            return form != Form::test_and_set;
        case Shown::not_queued:
            return form != Form::queued;
        case Shown::never:
            break;
    }
    return false;
}

char letter(scenarios::Interrupt interrupt) {
    return interrupt == scenarios::Interrupt::nmi ? 'N' : name(interrupt).front() == 'h' ? 'H' : 'S';
}

/// "^NH": the kinds of interrupts that have this site in their window; empty: none.
std::string mark_of(const Setup& setup, std::string_view site) {
    std::string mark;
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        if (setup.interrupts[interrupt].budget == 0) continue;
        const std::vector<std::string>& windows = setup.interrupts[interrupt].windows;
        if (std::any_of(windows.begin(), windows.end(),
                        [&](const std::string& window) { return site.starts_with(window); })) {
            mark += letter(interrupt);
        }
    }
    return mark.empty() ? mark : "^" + mark;
}

/// A line of sites, with a line of marks below it if a site is marked.
class Drawing {
  public:
    explicit Drawing(const Stage& stage)
        : sites_(fmt::format("  {:<15} {:<10}", stage.what, stage.beginning)), marks_(indent, ' ') {}

    void add(std::string_view site, const std::string& mark) {
        const std::size_t width = std::max(site.size(), mark.size());
        if (sites_.size() + 1 + width > widest) finish();
        fmt::format_to(std::back_inserter(sites_), " {:<{}} ", site, width);
        fmt::format_to(std::back_inserter(marks_), " {:<{}} ", mark, width);
        if (!mark.empty()) has_marks_ = true;
    }

    bool has_marks() const { return has_marks_; }

    std::string text() {
        finish();
        return text_;
    }

  private:
    static constexpr std::size_t indent = 28;
    static constexpr std::size_t widest = 100;

    void finish() {
        for (std::string* line : {&sites_, &marks_}) {
            const std::size_t end = line->find_last_not_of(' ');
            if (end != std::string::npos) text_ += line->substr(0, end + 1) + "\n";
            line->assign(indent, ' ');
        }
    }

    std::string text_;
    std::string sites_;
    std::string marks_;
    bool has_marks_ = false;
};

}  // namespace

std::string window_picture(const Setup& setup) {
    std::string text;
    bool has_marks = false;
    for (const Stage& stage : stages) {
        Drawing drawing(stage);
        for (const auto& entry : scenarios::all_sites) {
            if (!entry.name.starts_with(stage.beginning)) continue;
            drawing.add(entry.name.substr(stage.beginning.size()), mark_of(setup, entry.name));
        }
        has_marks = has_marks || drawing.has_marks();
        if (drawing.has_marks() || is_shown(stage.shown, setup.lock)) text += drawing.text();
    }
    return has_marks ? text : "";
}

}  // namespace tools
