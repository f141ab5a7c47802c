// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/kernel_lock/phases.hpp"

#include <algorithm>

#include "lock/constants.hpp"
#include "lock/lock_word.hpp"
#include "tools/kernel/shim/kernel_calls.h"
#include "tools/kernel_lock/cell_kind.hpp"
#include "tools/kernel_lock/sites.hpp"

namespace tools::kernel {
namespace {

using model::compiled::Action;
using model::compiled::CallSite;
using model::compiled::Effect;
using model::compiled::Limits;
using model::compiled::Runtime;
using model::compiled::Step;
using rqspinlock::Check;
using rqspinlock::Phase;
using rqspinlock::Site;

void note(Phase phase) {
    Phases::note(phase, Attempt::current().lock);
}

void fail(Attempt& attempt, Check check) {
    if (attempt.has_failed) return;
    attempt.has_failed = true;
    attempt.failed_check = check;
    Phases::note(Phase::failing, attempt.lock, static_cast<unsigned>(check));
}

bool writes(Action action) {
    return action == Action::write || action == Action::update || action == Action::compare_exchange;
}

/// Announces what must be announced before an interrupt that lands at this step. It follows from the step
/// before, or from what the code has decided.
void announce_before(const Step& step, Attempt& attempt) {
    if (attempt.is_unlock) return;
    switch (kind_of(step.cell)) {
        case CellKind::lock_word:
            if (attempt.has_counted_node && !attempt.has_node && !attempt.is_in_fallback) {
                attempt.is_in_fallback = true;
                attempt.last_check = Check::none;
                note(Phase::fallback);
            }
            // Among the slow path's waits for the word, the wait of the pending waiter is for one byte.
            if (step.action == Action::await && step.size == 4 && attempt.has_node && !attempt.is_head) {
                attempt.is_head = true;
                note(Phase::head);
            }
            return;
        case CellKind::node_locked:
            if (writes(step.action) && step.bits == 0 && attempt.has_counted_node && !attempt.has_node) {
                attempt.has_node = true;
                Phases::note(Phase::node_taken, attempt.lock, attempt.node);
            }
            return;
        case CellKind::held_count:
            // An attempt takes its entry back only after an error.
            if (function_of(step.from) == Function::release_held_lock_entry)
                fail(attempt, attempt.last_check);
            return;
        default:
            return;
    }
}

/// The values that an earlier use of the node has left have no meaning.
void poison_node(const Step& step, Site site) {
    if (site == Site::queue_init_locked || site == Site::queue_init_next) {
        Runtime::machine().poison(*step.cell->location);
    }
}

/// The loads whose values become addresses. The kernel relies on the order of such a load before
/// its dependents.
model::Dependency* heads_dependency(Site site, Attempt& attempt) {
    switch (site) {
        case Site::abba_count:
            return &attempt.count;
        case Site::queue_xchg_tail:
            return &attempt.tail;
        case Site::queue_read_next:
        case Site::head_await_next:
        case Site::head_pass_await_next:
        case Site::leave_await_next:
            return &attempt.next;
        default:
            return nullptr;
    }
}

model::Dependency depends_on(Site site, const Attempt& attempt) {
    switch (site) {
        case Site::abba_top:
            return attempt.count;
        case Site::queue_link:
            return attempt.tail;
        case Site::head_hand_over:
        case Site::head_pass_on:
        case Site::leave_timeout_next:
            return attempt.next;
        default:
            return {};
    }
}

/// Announces what a store to the lock word means.
void announce_word(const Effect& effect, const Attempt& attempt) {
    constexpr std::uint64_t whole = 0xffffffff;
    const auto had = [&](std::uint32_t bits) { return (effect.before & bits) != 0; };
    const auto has = [&](std::uint32_t bits) { return (effect.after & bits) != 0; };
    const auto stores = [&](std::uint32_t bits) { return (effect.mask & bits) != 0; };
    const bool is_part = effect.mask != whole;
    const bool takes = stores(rqspinlock::locked_mask) && has(rqspinlock::locked_mask) &&
                       (is_part || !had(rqspinlock::locked_mask));

    if (!had(rqspinlock::pending_mask) && has(rqspinlock::pending_mask)) note(Phase::pending);
    if (is_part && stores(rqspinlock::pending_mask) && !has(rqspinlock::pending_mask) && !takes)
        note(Phase::pending_cleared);
    if (is_part && stores(rqspinlock::tail_mask)) note(Phase::queued);
    if (takes) note(Phase::owner);
    if (!is_part && had(rqspinlock::tail_mask) && !has(rqspinlock::tail_mask)) note(Phase::dequeued);
    if (attempt.is_unlock && stores(rqspinlock::locked_mask) && !has(rqspinlock::locked_mask))
        note(Phase::released);
}

void announce_held_count(const Effect& effect, Attempt& attempt) {
    if (attempt.is_unlock || attempt.has_counted_entry) return note(Phase::entry_cleared);
    attempt.has_counted_entry = true;
    // An entry for which the table has no room is only counted, so it is announced here.
    if (effect.after > rqspinlock::res_nr_held) note(Phase::entry_grabbed);
}

void announce_node_count(const Effect& effect, Attempt& attempt) {
    if (attempt.has_counted_node) return Phases::note(Phase::node_dropped, attempt.lock, attempt.node);
    attempt.has_counted_node = true;
    attempt.node = static_cast<unsigned>(effect.after) - 1;
}

}  // namespace

void Phases::note(Phase phase, std::uint32_t lock, unsigned detail, model::Source source) {
    Runtime::machine().note(static_cast<unsigned>(phase), lock, detail, source);
}

model::AccessInfo Phases::before(const Step& step) {
    Attempt& attempt = Attempt::of(step);
    announce_before(step, attempt);
    const Site site = site_of(step, attempt);
    poison_node(step, site);
    const bool heads = heads_dependency(site, attempt) != nullptr;
    const model::compiled::Frame& shown = *step.from.shown;
    return model::access_info(heads ? std::memory_order_consume : step.order, site,
                              model::Source{shown.path.c_str(), shown.line}, depends_on(site, attempt));
}

void Phases::after(const Step& step, const Effect& effect) {
    Attempt& attempt = Attempt::of(step);
    const CellKind kind = kind_of(step.cell);
    if (effect.mask == 0 || step.action == Action::update) {
        const auto site = static_cast<Site>(effect.site);
        if (model::Dependency* const heads = heads_dependency(site, attempt)) {
            // A CPU that reads a cell which only it writes does not depend on the value.
            const bool is_own = step.cell->is_own && step.cell->cpu == Runtime::machine().cpu();
            *heads = is_own ? model::Dependency{} : Runtime::machine().dependency();
        }
        if (kind == CellKind::held_count) attempt.is_at_top_entry = true;
        if (kind == CellKind::held_entry) attempt.is_at_top_entry = false;
        if (site == Site::queue_wait && effect.after == rqspinlock::res_timeout_value)
            fail(attempt, Check::sent_away);
    }
    if (effect.mask == 0) return;
    switch (kind) {
        case CellKind::lock_word:
            return announce_word(effect, attempt);
        case CellKind::node_locked:
            if (effect.after != 0) tools::kernel::note(Phase::dequeued);
            return;
        case CellKind::held_entry:
            if (effect.after != 0) tools::kernel::note(Phase::entry_grabbed);
            return;
        case CellKind::held_count:
            return announce_held_count(effect, attempt);
        case CellKind::node_count:
            return announce_node_count(effect, attempt);
        default:
            return;
    }
}

void Phases::entered(CallSite& site) {
    Attempt& attempt = Attempt::current();
    switch (function_of(site)) {
        case Function::check_deadlock_aa:
            attempt.last_check = Check::aa;
            return;
        case Function::check_deadlock_abba:
            attempt.last_check = Check::abba;
            return;
        case Function::check_timeout:
            attempt.last_check = Check::timeout;
            return;
        default:
            return;
    }
}

std::uint32_t Phases::passing(unsigned number, const void*, int result) {
    Attempt& attempt = Attempt::current();
    if (number == KERNEL_CONTENTION_END && result != 0) {
        // A fallback that has run no check has tried once.
        fail(attempt, attempt.last_check == Check::none ? Check::trylock : attempt.last_check);
    }
    return attempt.lock;
}

Limits Phases::limits() {
    const Attempt& attempt = Attempt::current();
    if (attempt.timeout_end == nullptr || *attempt.timeout_end == 0) return {0, 0};
    const std::uint64_t next = *attempt.checked + rqspinlock::deadlock_check_interval;
    return {std::min(next, *attempt.timeout_end) + 1, *attempt.timeout_end + 1};
}

void Phases::wait_failed(int error) {
    Attempt& attempt = Attempt::current();
    const bool is_timeout = error == static_cast<int>(rqspinlock::Result::timed_out);
    fail(attempt, is_timeout ? Check::timeout : attempt.last_check);
}

}  // namespace tools::kernel
