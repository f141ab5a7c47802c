// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/kernel_lock/sites.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "model/native/machine/machine.hpp"
#include "tools/kernel_lock/cell_kind.hpp"

namespace tools::kernel {
namespace {

using model::compiled::Action;
using model::compiled::CallSite;
using model::compiled::Frame;
using model::compiled::Step;
using rqspinlock::Check;
using rqspinlock::Site;

Function function_named(std::string_view name) {
    constexpr std::pair<std::string_view, Function> functions[] = {
        {"grab_held_lock_entry", Function::grab_held_lock_entry},
        {"release_held_lock_entry", Function::release_held_lock_entry},
        {"res_spin_lock", Function::res_spin_lock},
        {"res_spin_unlock", Function::res_spin_unlock},
        {"check_deadlock_AA", Function::check_deadlock_aa},
        {"check_deadlock_ABBA", Function::check_deadlock_abba},
        {"check_timeout", Function::check_timeout},
        {"queued_spin_trylock", Function::queued_spin_trylock},
        {"queued_fetch_set_pending_acquire", Function::queued_fetch_set_pending_acquire},
        {"clear_pending", Function::clear_pending},
        {"clear_pending_set_locked", Function::clear_pending_set_locked},
        {"xchg_tail", Function::xchg_tail},
        {"set_locked", Function::set_locked},
        {"try_cmpxchg_tail", Function::try_cmpxchg_tail},
        {"resilient_queued_spin_lock_slowpath", Function::slowpath},
        {"resilient_tas_spin_lock", Function::test_and_set},
    };
    for (const auto& [known, function] : functions) {
        if (known == name) return function;
    }
    return Function::none;
}

[[noreturn]] void refuse(const Step& step) {
    throw std::logic_error(
        fmt::format("a step of the kernel's lock that has no site: {}", text_of(step.from)));
}

bool is_mine(const Step& step) {
    return step.cell != nullptr && step.cell->cpu == model::native::Machine::instance().cpu();
}

/// Does a head that leaves by a deadlock pass the queue on? Before queue-kept it told the queue to leave.
bool keeps_queue = true;

/// Does the head that leaves pass the queue on, instead of telling it to leave?
bool passes_on(const Attempt& attempt) {
    return keeps_queue && attempt.failed_check != Check::timeout && attempt.failed_check != Check::sent_away;
}

Site of_node(const Step& step, const Attempt& attempt) {
    const bool is_own = is_mine(step) && step.cell->index == attempt.node;
    const bool is_wait = step.action == Action::await;
    if (kind_of(step.cell) == CellKind::node_locked) {
        if (is_wait) return Site::queue_wait;
        if (is_own) return Site::queue_init_locked;
        if (!attempt.has_failed) return Site::head_hand_over;
        return passes_on(attempt) ? Site::head_pass_on : Site::leave_timeout_next;
    }
    if (step.action == Action::read) return Site::queue_read_next;
    if (step.action == Action::write) return is_own ? Site::queue_init_next : Site::queue_link;
    if (!attempt.has_failed) return Site::head_await_next;
    return passes_on(attempt) ? Site::head_pass_await_next : Site::leave_await_next;
}

Site in_slowpath(const Step& step, const Attempt& attempt) {
    const bool reads = step.action == Action::read;
    switch (kind_of(step.cell)) {
        case CellKind::other:
            if (step.action == Action::fence) return Site::queue_barrier;
            if (step.action != Action::trace_point) break;
            return attempt.has_node || attempt.is_in_fallback ? Site::contention_end : Site::contention_begin;
        case CellKind::lock_word:
            if (attempt.is_in_fallback)
                return reads || step.action == Action::pause ? Site::fallback_read : Site::fallback_cmpxchg;
            if (step.action == Action::await)
                return attempt.has_counted_node ? Site::head_wait : Site::pending_wait;
            return reads ? Site::pending_spin : Site::head_cmpxchg;
        case CellKind::node_count:
            if (reads) return attempt.has_counted_node ? Site::queue_count_drop_read : Site::queue_count_read;
            return attempt.has_counted_node ? Site::queue_count_drop : Site::queue_count;
        case CellKind::node_locked:
        case CellKind::node_next:
            return of_node(step, attempt);
        case CellKind::held_count:
        case CellKind::held_entry:
            break;
    }
    refuse(step);
}

Site in_abba_check(const Step& step, const Attempt& attempt) {
    switch (kind_of(step.cell)) {
        case CellKind::lock_word:
            return Site::abba_word;
        case CellKind::held_count:
            return step.is_plain && is_mine(step) ? Site::abba_own_count : Site::abba_count;
        case CellKind::held_entry:
            if (step.is_plain && is_mine(step)) return Site::abba_own_entry;
            return attempt.is_at_top_entry ? Site::abba_top : Site::abba_entry;
        default:
            refuse(step);
    }
}

/// The number of waits in the slow path: of the pending waiter, of a queued waiter, of the head, and of the
/// head for the next waiter. The head waits so where it takes the lock, where it gives up, and since
/// queue-kept where it passes the queue on.
constexpr std::ptrdiff_t waits_with_queue_kept = 6;

}  // namespace

void learn_from(model::compiled::CallSites& sites) {
    const bool asks = std::any_of(sites.all().begin(), sites.all().end(), [](CallSite& site) {
        return function_of(site) == Function::check_timeout;
    });
    if (!asks) {
        throw std::runtime_error(
            "the lock's waits ask no function check_timeout() for the time: they are not understood");
    }
    const auto waits = std::count_if(sites.all().begin(), sites.all().end(), [](CallSite& site) {
        return site.called == "program_await" && function_of(site) == Function::slowpath;
    });
    keeps_queue = waits >= waits_with_queue_kept;
}

Function function_of(CallSite& site) {
    if (site.label == 0) {
        Function function = Function::none;
        for (const Frame& frame : site.frames) {
            function = function_named(frame.function);
            if (function != Function::none) break;
        }
        site.label = static_cast<std::uint16_t>(static_cast<unsigned>(function) + 1);
    }
    return static_cast<Function>(site.label - 1);
}

Site site_of(const Step& step, const Attempt& attempt) {
    const CellKind kind = kind_of(step.cell);
    const bool reads = step.action == Action::read;
    switch (function_of(step.from)) {
        case Function::grab_held_lock_entry:
            if (kind == CellKind::held_entry) return Site::grab_entry;
            return reads ? Site::grab_count_read : Site::grab_count;
        case Function::release_held_lock_entry:
            if (step.action == Action::fence) return Site::release_barrier;
            if (kind == CellKind::held_entry) return Site::release_entry;
            return reads ? Site::release_count_read : Site::release_count;
        case Function::res_spin_lock:
            return Site::fast_cmpxchg;
        case Function::res_spin_unlock:
            if (kind == CellKind::lock_word) return Site::unlock_release;
            if (kind == CellKind::held_entry) return Site::unlock_entry;
            return reads ? Site::unlock_count_read : Site::unlock_count;
        case Function::check_deadlock_aa:
            return kind == CellKind::held_entry ? Site::aa_entry : Site::aa_count;
        case Function::check_deadlock_abba:
            return in_abba_check(step, attempt);
        case Function::queued_spin_trylock:
            if (attempt.is_in_fallback) return reads ? Site::fallback_read : Site::fallback_cmpxchg;
            return reads ? Site::queue_trylock_read : Site::queue_trylock_cmpxchg;
        case Function::queued_fetch_set_pending_acquire:
            return reads ? Site::pending_set_read : Site::pending_set;
        case Function::clear_pending:
            return attempt.has_failed ? Site::pending_clear : Site::pending_undo;
        case Function::clear_pending_set_locked:
            return Site::pending_take;
        case Function::xchg_tail:
            return Site::queue_xchg_tail;
        case Function::set_locked:
            return Site::head_set_locked;
        case Function::try_cmpxchg_tail:
            return reads ? Site::leave_read : Site::leave_cmpxchg;
        case Function::slowpath:
            return in_slowpath(step, attempt);
        case Function::test_and_set:
            return step.action == Action::compare_exchange ? Site::tas_cmpxchg : Site::tas_read;
        case Function::check_timeout:
        case Function::none:
            break;
    }
    refuse(step);
}

}  // namespace tools::kernel
