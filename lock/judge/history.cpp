// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock/judge/history.hpp"

#include <algorithm>
#include <array>

#include "lock/lock_word.hpp"

namespace rqspinlock::judge {
namespace {

constexpr std::uint32_t no_attempt = ~0U;
constexpr std::uint32_t open = ~0U;

/// Replays one CPU.
class CpuReplay {
  public:
    CpuReplay(const Execution& execution, std::uint32_t cpu, History& history)
        : steps_(execution.cpus[cpu]), cpu_(cpu), history_(history) {
        push_context(0);
    }

    void run() {
        for (index_ = 0; index_ < steps_.size(); ++index_) step(steps_[index_]);
        finish();
    }

  private:
    struct ContextState {
        std::uint32_t number = 0;  // its number among the contexts of the CPU
        std::vector<std::uint32_t> holds_from;
        std::uint32_t attempt = no_attempt;  // the attempt that is going on
        bool waiting = false;                // the attempt has not been decided yet
        Stand stand = Stand::outside;
        std::uint32_t place = 0;
        std::uint32_t nodes = 0;         // the nodes it uses, one bit each
        bool word_locked = false;        // an access of the attempt set `locked`
        std::uint32_t wait_from = open;  // begin of the current Wait range
    };

    ContextState& top() { return contexts_.back(); }
    Attempt& attempt() { return history_.attempts[top().attempt]; }

    /// The progress from which an effect that is announced here holds: right after the last access.
    std::uint32_t after_access() const { return after_access_; }

    void step(const Step& step) {
        switch (step.kind) {
            case StepKind::access:
                access(step);
                break;
            case StepKind::phase:
                phase(step);
                break;
            case StepKind::enter:
                push_context(index_ + 1);
                after_access_ = index_ + 1;
                break;
            case StepKind::leave:
                after_access_ = index_ + 1;
                pop_context();
                break;
            case StepKind::hold_begin:
                top().holds_from.push_back(index_ + 1);
                break;
            case StepKind::hold_end:
                if (top().holds_from.empty()) {
                    history_.inconsistent = true;
                    break;
                }
                end_hold(top(), index_ + 1);
                break;
        }
    }

    // ---- contexts ----

    void push_context(std::uint32_t from) {
        std::vector<Context>& contexts = history_.contexts[cpu_];
        ContextState& context = contexts_.emplace_back();
        context.number = static_cast<std::uint32_t>(contexts.size());
        contexts.push_back({static_cast<std::uint32_t>(contexts_.size() - 1), Range{cpu_, from, open}});
    }

    void pop_context() {
        if (top().attempt != no_attempt || contexts_.size() == 1) history_.inconsistent = true;
        if (contexts_.size() == 1) return;
        end_context(top(), after_access_);
        const std::uint32_t ended = top().number;
        contexts_.pop_back();
        hand_down(ended);
    }

    void end_context(ContextState& context, std::uint32_t to) {
        close_wait(context, to);
        while (!context.holds_from.empty()) end_hold(context, to);
        history_.contexts[cpu_][context.number].range.to = to;
    }

    /// A context that ends leaves its locks to the contexts below it on its CPU, which can release them.
    void hand_down(std::uint32_t ended) {
        std::vector<Obligation>& obligations = history_.obligations[cpu_];
        const std::size_t count = obligations.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (obligations[i].context != ended || obligations[i].range.to != open) continue;
            Obligation further = obligations[i];
            obligations[i].range.to = after_access_;
            further.context = top().number;
            further.range.from = after_access_;
            obligations.push_back(further);
        }
    }

    void end_hold(ContextState& context, std::uint32_t to) {
        history_.holds[cpu_].push_back({context.number, Range{cpu_, context.holds_from.back(), to}});
        context.holds_from.pop_back();
    }

    // ---- steps ----

    void access(const Step& step) {
        after_access_ = index_ + 1;
        if (step.coherence == 0 || step.lock == Step::no_lock) return;
        last_word_write_ = index_;
        if (top().attempt == no_attempt || attempt().lock != step.lock) return;
        if (is_locked(step.after)) {
            if (!is_locked(step.before)) top().word_locked = true;
        } else if (is_locked(step.before)) {
            top().word_locked = false;
        }
    }

    void phase(const Step& step) {
        if (step.phase == Phase::attempt) return begin_attempt(step);
        if (step.phase == Phase::misused) {
            history_.misused = true;
            return;
        }
        if (step.phase == Phase::check_failed) {
            history_.failed_check = true;
            return;
        }
        if (step.phase == Phase::released) return release(step);
        if (step.phase == Phase::entry_grabbed || step.phase == Phase::entry_cleared) return;
        if (top().attempt == no_attempt) {
            history_.inconsistent = true;
            return;
        }
        switch (step.phase) {
            case Phase::pending:
                restand(Stand::pending, 0);
                begin_obligation(Obligation::Kind::pending, 0);
                break;
            case Phase::pending_cleared:
                end_line(Obligation::Kind::pending, step.lock);
                if (top().waiting) restand(Stand::outside, 0);
                break;
            case Phase::node_taken:
                take_node(step);
                break;
            case Phase::queued:
                restand(Stand::queued, steps_[last_word_write_].coherence);
                begin_obligation(Obligation::Kind::queued, top().place);
                break;
            case Phase::dequeued:
                end_line(Obligation::Kind::queued, step.lock);
                break;
            case Phase::owner:
                acquire(step);
                break;
            case Phase::failing:
                attempt().decision = index_;
                attempt().check = static_cast<Check>(step.detail.value);
                close_wait(top(), after_access());
                top().waiting = false;
                break;
            case Phase::node_dropped:
                drop_node(step);
                break;
            case Phase::acquired:
                if (!attempt().acquired) history_.error_while_held = true;  // success without the lock
                end_attempt(step);
                break;
            case Phase::left:
                if (attempt().acquired || top().word_locked) history_.error_while_held = true;
                end_attempt(step);
                break;
            default:
                break;
        }
    }

    void begin_attempt(const Step& step) {
        if (top().attempt != no_attempt) history_.inconsistent = true;
        Attempt begun;
        begun.cpu = cpu_;
        begun.depth = static_cast<std::uint32_t>(contexts_.size() - 1);
        begun.context = top().number;
        begun.lock = step.lock;
        begun.begin = index_;
        begun.end = static_cast<std::uint32_t>(steps_.size());
        top().attempt = static_cast<std::uint32_t>(history_.attempts.size());
        top().waiting = true;
        top().stand = Stand::outside;
        top().place = 0;
        top().word_locked = false;
        history_.attempts.push_back(begun);
        open_wait(index_ + 1);
    }

    void acquire(const Step& step) {
        const Step* const write = last_word_write_ == open ? nullptr : &steps_[last_word_write_];
        if (write == nullptr || last_word_write_ + 1 != after_access() || write->lock != step.lock ||
            !is_locked(write->after)) {
            history_.error_while_held = true;  // success without the lock
        } else if (is_locked(write->before)) {
            history_.lost_exclusion = true;
        }
        for (const Obligation& other : history_.obligations[cpu_]) {
            if (other.kind == Obligation::Kind::owner && other.lock == step.lock && other.range.to == open) {
                history_.lost_exclusion = true;  // above an unfinished section of the same CPU
            }
        }
        attempt().acquired = true;
        end_line(Obligation::Kind::pending, step.lock);
        close_wait(top(), after_access());
        top().waiting = false;
        begin_obligation(Obligation::Kind::owner, 0);
        if (!history_.error_while_held) {
            history_.obligations[cpu_].back().acquired_at = write->coherence;
        }
    }

    void end_attempt(const Step& step) {
        attempt().end = index_;
        attempt().returned = true;
        attempt().wait = step.time - steps_[attempt().begin].time;
        top().attempt = no_attempt;
        top().word_locked = false;
    }

    void release(const Step& step) {
        std::vector<Obligation>& obligations = history_.obligations[cpu_];
        const auto owned = std::find_if(obligations.rbegin(), obligations.rend(), [&](const Obligation& o) {
            return o.kind == Obligation::Kind::owner && o.lock == step.lock && o.range.to == open;
        });
        if (owned == obligations.rend()) {
            history_.inconsistent = true;
            return;
        }
        owned->range.to = after_access();
        if (last_word_write_ + 1 != after_access() || steps_[last_word_write_].lock != step.lock) return;
        for (Obligation& part : obligations) {  // the same ownership may have been handed down
            if (part.kind == Obligation::Kind::owner && part.acquired_at == owned->acquired_at &&
                part.lock == step.lock && part.attempt == owned->attempt) {
                part.released_at = steps_[last_word_write_].coherence;
            }
        }
    }

    // ---- the line ----

    void begin_obligation(Obligation::Kind kind, std::uint32_t place) {
        history_.obligations[cpu_].push_back({top().attempt, top().number, attempt().lock, kind, place, 0, 0,
                                              Range{cpu_, after_access(), open}});
    }

    /// Ends the latest open obligation of this kind: contexts nest, so it belongs to the context on top.
    void end_line(Obligation::Kind kind, std::uint32_t lock) {
        std::vector<Obligation>& obligations = history_.obligations[cpu_];
        const auto found = std::find_if(obligations.rbegin(), obligations.rend(), [&](const Obligation& o) {
            return o.kind == kind && o.lock == lock && o.range.to == open;
        });
        if (found != obligations.rend()) found->range.to = after_access();
    }

    // ---- waits ----

    void restand(Stand stand, std::uint32_t place) {
        close_wait(top(), after_access());
        top().stand = stand;
        top().place = place;
        open_wait(after_access());
    }

    void open_wait(std::uint32_t from) {
        if (top().attempt != no_attempt && top().waiting) top().wait_from = from;
    }

    void close_wait(ContextState& context, std::uint32_t to) {
        if (context.attempt == no_attempt || !context.waiting || context.wait_from == open) return;
        const Range range{cpu_, context.wait_from, to};
        if (!range.empty()) {
            history_.waits[cpu_].push_back(
                {context.attempt, context.number, context.stand, context.place, range});
        }
        context.wait_from = open;
    }

    // ---- nodes ----

    void take_node(const Step& step) {
        const std::uint32_t node = 1U << step.detail.value;
        for (const ContextState& context : contexts_) {
            if ((context.nodes & node) != 0) history_.node_reused = true;
        }
        top().nodes |= node;
    }

    void drop_node(const Step& step) { top().nodes &= ~(1U << step.detail.value); }

    void finish() {
        const auto end = static_cast<std::uint32_t>(steps_.size()) + 1;
        for (ContextState& context : contexts_) end_context(context, end);
        for (Obligation& obligation : history_.obligations[cpu_]) {
            if (obligation.range.to == open) obligation.range.to = end;
        }
    }

    const std::vector<Step>& steps_;
    std::uint32_t cpu_;
    History& history_;
    std::vector<ContextState> contexts_;
    std::uint32_t index_ = 0;
    std::uint32_t after_access_ = 0;
    std::uint32_t last_word_write_ = open;
};

}  // namespace

History replay(const Execution& execution) {
    History history;
    history.contexts.resize(execution.cpus.size());
    history.obligations.resize(execution.cpus.size());
    history.waits.resize(execution.cpus.size());
    history.holds.resize(execution.cpus.size());
    for (std::uint32_t cpu = 0; cpu < execution.cpus.size(); ++cpu) {
        CpuReplay(execution, cpu, history).run();
    }
    return history;
}

}  // namespace rqspinlock::judge
