// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/coverage.hpp"

#include <bitset>
#include <optional>
#include <vector>

#include "lock/constants.hpp"
#include "lock/phases.hpp"

namespace tools {
namespace {

using model::ContextKind;
using model::Event;
using model::Operation;
using rqspinlock::Check;
using rqspinlock::Phase;
using rqspinlock::Site;

using Paths = std::bitset<path_count>;

/// The site at which an attempt waits, and the paths of the checks that can end the wait.
struct WaitPaths {
    Site site;
    Path aa;
    Path abba;
    Path timeout;
};

constexpr std::array waits{
    WaitPaths{Site::pending_wait, Path::aa_pending, Path::abba_pending, Path::timeout_pending},
    WaitPaths{Site::head_wait, Path::aa_head, Path::abba_head, Path::timeout_head},
    WaitPaths{Site::fallback_read, Path::aa_fallback, Path::abba_fallback, Path::timeout_fallback},
    WaitPaths{Site::tas_read, Path::aa_tas, Path::abba_tas, Path::timeout_tas},
};

struct ExchangePaths {
    Site site;
    Path won;
    Path lost;
};

constexpr std::array exchanges{
    ExchangePaths{Site::fast_cmpxchg, Path::fast_won, Path::fast_lost},
    ExchangePaths{Site::queue_trylock_cmpxchg, Path::queue_trylock_won, Path::queue_trylock_lost},
    ExchangePaths{Site::head_cmpxchg, Path::head_won, Path::head_lost},
    ExchangePaths{Site::leave_cmpxchg, Path::leave_won, Path::leave_lost},
    ExchangePaths{Site::fallback_cmpxchg, Path::fallback_won, Path::fallback_lost},
    ExchangePaths{Site::tas_cmpxchg, Path::tas_won, Path::tas_lost},
};

/// Finds the paths of one CPU.
class PathWalk {
  public:
    PathWalk(unsigned cpus, Paths& paths) : cpus_(cpus), paths_(paths) { contexts_.emplace_back(); }

    void step(const Event& event) {
        switch (event.operation) {
            case Operation::enter:
                contexts_.push_back({.in_nmi = top().in_nmi || event.context == ContextKind::nmi});
                break;
            case Operation::leave:
                contexts_.pop_back();
                break;
            case Operation::note:
                announced(event);
                break;
            case Operation::read:
            case Operation::write:
            case Operation::update:
                access(event);
                break;
            default:
                break;
        }
    }

  private:
    struct Context {
        bool in_nmi = false;
        const WaitPaths* wait = nullptr;  // where the current attempt waits
        // The deadlock check that runs, or that has just ended.
        bool in_aa = false;
        unsigned abba_words = 0;    // number of CPUs that the ABBA check has reached
        bool abba_entries = false;  // it has looked at entries of the current CPU
        bool abba_own = false;      // it has found the lock in a CPU's entries
    };

    Context& top() { return contexts_.back(); }
    void take(Path path) { paths_.set(static_cast<unsigned>(path)); }

    void announced(const Event& event) {
        switch (static_cast<Phase>(event.note)) {
            case Phase::attempt:
                top() = {.in_nmi = top().in_nmi};
                break;
            case Phase::failing:
                failing(static_cast<Check>(event.detail), static_cast<Site>(event.site));
                break;
            case Phase::node_taken:
                if (event.detail == 1) take(Path::second_node);
                if (event.detail == 2) take(Path::third_node);
                if (event.detail == 3) take(Path::fourth_node);
                break;
            case Phase::fallback:
                take(top().in_nmi ? Path::no_node_for_nmi : Path::no_node);
                break;
            default:
                break;
        }
    }

    void failing(Check check, Site site) {
        const WaitPaths* const wait = top().wait;
        switch (check) {
            case Check::aa:
                take(wait == nullptr ? Path::aa_before_queue : wait->aa);
                top().in_aa = false;
                break;
            case Check::abba:
                if (wait != nullptr) take(wait->abba);
                top().abba_words = 0;
                top().abba_entries = top().abba_own = false;
                break;
            case Check::timeout:
                if (wait != nullptr) take(wait->timeout);
                break;
            case Check::trylock:
                take(site == Site::fallback_cmpxchg ? Path::trylock_lost : Path::trylock_taken);
                break;
            case Check::sent_away:
                take(Path::sent_away);
                break;
            case Check::none:
                break;
        }
    }

    void access(const Event& event) {
        const auto site = static_cast<Site>(event.site);
        if (site != Site::aa_entry) end_aa();
        switch (site) {
            case Site::aa_count:
                top().in_aa = true;
                if (event.read > rqspinlock::res_nr_held) take(Path::full_aa);
                break;
            case Site::abba_count:
                end_abba_cpu();
                if (event.read > rqspinlock::res_nr_held) take(Path::full_abba);
                break;
            case Site::abba_word:
                ++top().abba_words;
                break;
            case Site::abba_top:
                if (event.read == 0) take(Path::abba_no_top);
                break;
            case Site::abba_entry:
                top().abba_entries = true;
                break;
            case Site::abba_own_count:
                top().abba_own = true;
                break;
            case Site::grab_count:
                if (event.written > rqspinlock::res_nr_held) take(Path::full_grab);
                break;
            case Site::unlock_count:
                if (event.written >= rqspinlock::res_nr_held) take(Path::full_unlock);
                break;
            case Site::release_count:
                if (event.written >= rqspinlock::res_nr_held) take(Path::full_release);
                break;
            default:
                wait_or_exchange(event, site);
                break;
        }
    }

    void wait_or_exchange(const Event& event, Site site) {
        for (const WaitPaths& wait : waits) {
            if (wait.site != site) continue;
            end_abba();
            top().wait = &wait;
        }
        for (const ExchangePaths& exchange : exchanges) {
            if (exchange.site == site) {
                take(event.operation == Operation::update ? exchange.won : exchange.lost);
            }
        }
    }

    /// Counts an AA check that has ended without sending the attempt away.
    void end_aa() {
        if (top().in_aa) take(Path::aa_clear);
        top().in_aa = false;
    }

    void end_abba_cpu() {
        if (top().abba_entries && !top().abba_own) take(Path::abba_not_there);
        top().abba_entries = false;
    }

    /// Counts an ABBA check that has ended without sending the attempt away: the wait goes on.
    void end_abba() {
        Context& context = top();
        if (context.abba_words == 0) return;
        end_abba_cpu();
        if (context.abba_own) {
            take(Path::abba_inconclusive);
        } else if (context.abba_words < cpus_) {
            take(Path::abba_let_go);
        }
        context.abba_words = 0;
        context.abba_own = false;
    }

    unsigned cpus_;
    Paths& paths_;
    std::vector<Context> contexts_;
};

scenarios::Interrupt interrupt_of(ContextKind kind) {
    if (kind == ContextKind::nmi) return scenarios::Interrupt::nmi;
    return kind == ContextKind::hardirq ? scenarios::Interrupt::hardirq : scenarios::Interrupt::softirq;
}

}  // namespace

void count(const model::Execution& execution, Coverage& coverage) {
    std::bitset<model::max_sites> reached;
    std::array<std::bitset<site_count>, scenarios::interrupts.size()> interrupted;
    Paths paths;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        const model::CpuRecord& record = execution.cpu[cpu];
        reached |= record.reached;
        PathWalk walk(execution.cpus, paths);
        for (const Event& event : record.events) {
            if (event.is_interrupt()) {
                interrupted[static_cast<unsigned>(interrupt_of(event.context))].set(event.site);
            }
            walk.step(event);
        }
    }
    for (std::size_t site = 0; site < site_count; ++site) {
        coverage.sites[site].reached += reached[site] ? 1 : 0;
        for (std::size_t kind = 0; kind < interrupted.size(); ++kind) {
            coverage.sites[site].interrupted[kind] += interrupted[kind][site] ? 1 : 0;
        }
    }
    for (std::size_t path = 0; path < path_count; ++path) coverage.paths[path] += paths[path] ? 1 : 0;
}

}  // namespace tools
