// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/enumeration.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <set>
#include <utility>

#include "scenarios/framework/limits.hpp"
#include "tools/rqcheck/hunt/canonical.hpp"
#include "tools/rqcheck/hunt/program_size.hpp"
#include "tools/rqcheck/hunt/worth_exploring.hpp"

namespace tools {
namespace {

using scenarios::Operation;
using scenarios::Operations;
using scenarios::SmallProgram;

/// If a size has more candidates than this, it is sampled without a list of all of them.
constexpr std::uint64_t most_candidates = 300'000;

Operation section(unsigned lock, Operations body, bool irqsave) {
    return {.lock = lock, .body = std::move(body), .irqsave = irqsave};
}

Operation hold(unsigned milliseconds) {
    return {.kind = scenarios::OperationKind::hold, .hold_ms = milliseconds};
}

/// The program with raw trace programs. The kind of guard matters only if a trace program can meet another.
SmallProgram with_raw_guards(SmallProgram program) {
    for (auto* const programs : {&program.contention_begin, &program.contention_end}) {
        for (scenarios::TracedOperations& traced : *programs) traced.guard = scenarios::TraceGuard::program;
    }
    return program;
}

}  // namespace

struct Enumeration::Frame {
    SmallProgram program;
    std::vector<unsigned> sizes;  ///< of the lists, in the order of `for_each_list`
};

Enumeration::Enumeration(const ProgramBounds& bounds, std::uint64_t most, std::uint64_t seed)
    : bounds_(bounds), most_(most), random_(seed) {}

bool Enumeration::advance() {
    if (!std::exchange(begun_, true)) return true;
    if (nmis_ < bounds_.nmis) return ++nmis_, true;
    nmis_ = 0;
    if (hardirqs_ < bounds_.hardirqs) return ++hardirqs_, true;
    hardirqs_ = 0;
    if (cpus_ < std::min(bounds_.cpus, operations_)) return ++cpus_, true;
    cpus_ = 1;
    return ++operations_ <= bounds_.operations;
}

std::optional<Stratum> Enumeration::next() {
    while (advance()) {
        Stratum stratum{operations_, cpus_, nmis_, hardirqs_, {}, true};
        const std::vector<Frame> all = frames();
        std::uint64_t candidates = 0;
        for (const Frame& frame : all) {
            std::uint64_t product = 1;
            for (const unsigned size : frame.sizes) product *= count_lists(size);
            candidates += product;
        }
        if (most_ == 0 || candidates <= most_candidates) {
            enumerate(all, stratum);
        } else {
            sample(all, stratum);
        }
        if (!stratum.programs.empty()) return stratum;
    }
    return std::nullopt;
}

std::vector<Enumeration::Frame> Enumeration::frames() const {
    std::vector<Frame> frames;
    // The first CPUs have an NMI handler, because the order of the CPUs does not count. Any CPUs may have a
    // hardirq handler.
    for (unsigned handlers = 0; handlers <= std::min(cpus_, nmis_); ++handlers) {
        const std::optional<unsigned> nmis_each = each(nmis_, handlers);
        for (unsigned irq_cpus = 0; nmis_each && irq_cpus < 1U << cpus_; ++irq_cpus) {
            const auto hardirqs_each = each(hardirqs_, static_cast<unsigned>(std::popcount(irq_cpus)));
            if (!hardirqs_each) continue;
            Frame frame;
            frame.program.cpus.resize(cpus_);
            frame.program.nmis = *nmis_each;
            frame.program.hardirqs = *hardirqs_each;
            frame.program.form = bounds_.form;
            // Each trace point has a place for one program.
            frame.program.contention_begin.resize(1);
            frame.program.contention_end.resize(1);
            add_frames(frames, std::move(frame), (1U << handlers) - 1, irq_cpus);
        }
    }
    return frames;
}

/// The number of interrupts that each CPU takes; nullopt: the interrupts cannot be shared equally.
std::optional<unsigned> Enumeration::each(unsigned all, unsigned cpus) {
    if (cpus == 0) return all == 0 ? std::optional(1U) : std::nullopt;
    if (all == 0 || all % cpus != 0 || all / cpus > scenarios::most_interrupts) return std::nullopt;
    return all / cpus;
}

/// Adds a frame for each way to distribute the operations to the lists.
void Enumeration::add_frames(std::vector<Frame>& frames, Frame frame, unsigned nmi_cpus,
                             unsigned irq_cpus) const {
    // For each list, in the order of `for_each_list`: the least number of operations, and whether it may have
    // any.
    std::vector<std::pair<unsigned, bool>> limits;
    for (unsigned cpu = 0; cpu < cpus_; ++cpu) {
        const unsigned takes_nmis = nmi_cpus >> cpu & 1U;
        const unsigned takes_irqs = irq_cpus >> cpu & 1U;
        limits.emplace_back(takes_nmis + takes_irqs == 0 ? 1 : 0, true);
        limits.emplace_back(takes_nmis, takes_nmis != 0);
        limits.emplace_back(takes_irqs, takes_irqs != 0);
        limits.emplace_back(0, false);  // softirqs differ from hardirqs only in what interrupts them
    }
    const bool has_trace_points = bounds_.form == scenarios::Form::queued;
    limits.insert(limits.end(), 2, {0, has_trace_points});
    frame.sizes.assign(limits.size(), 0);
    const auto deal = [&](const auto& self, std::size_t list, unsigned left) -> void {
        if (list == limits.size()) {
            if (left == 0) frames.push_back(frame);
            return;
        }
        const auto [least, may_have_more] = limits[list];
        const unsigned most = may_have_more ? left : least;
        for (unsigned size = least; size <= most && size <= left; ++size) {
            frame.sizes[list] = size;
            self(self, list + 1, left - size);
        }
    };
    deal(deal, 0, operations_);
}

void Enumeration::enumerate(const std::vector<Frame>& frames, Stratum& stratum) {
    for (const Frame& frame : frames) {
        SmallProgram program = frame.program;
        std::vector<Operations*> slots;
        for_each_list(program, [&](Operations& operations) { slots.push_back(&operations); });
        const auto fill = [&](const auto& self, std::size_t slot) -> void {
            if (slot == slots.size()) {
                const SmallProgram made = tidied(program);
                // Each canonical program is made once, so no program has to be remembered.
                if (!is_worth_exploring(made) || canonical(made) != made) return;
                stratum.programs.push_back(made);
                if (may_be_raw(made)) stratum.programs.push_back(with_raw_guards(made));
                return;
            }
            for (const Operations& operations : lists(frame.sizes[slot])) {
                *slots[slot] = operations;
                self(self, slot + 1);
            }
        };
        fill(fill, 0);
    }
    for (std::size_t left = stratum.programs.size(); left > 1; --left) {
        std::swap(stratum.programs[left - 1], stratum.programs[random_below(left)]);
    }
    if (most_ == 0 || stratum.programs.size() <= most_) return;
    stratum.programs.resize(most_);
    stratum.all = false;
}

void Enumeration::sample(const std::vector<Frame>& frames, Stratum& stratum) {
    stratum.all = false;
    std::set<std::string> drawn;
    constexpr std::uint64_t tries_each = 50;
    for (std::uint64_t i = 0; i < tries_each * most_ && drawn.size() < most_; ++i) {
        const Frame& frame = frames[random_below(frames.size())];
        SmallProgram program = frame.program;
        std::size_t slot = 0;
        for_each_list(program,
                      [&](Operations& operations) { operations = random_list(frame.sizes[slot++]); });
        program = tidied(std::move(program));
        if (!is_worth_exploring(program)) continue;
        if (may_be_raw(program) && random_below(2) == 0) program = with_raw_guards(std::move(program));
        program = canonical(program);
        if (drawn.insert(text(program)).second) stratum.programs.push_back(std::move(program));
    }
}

/// A program with trace programs at both points may be raw. A trace program at one point alone meets no other
/// one.
bool Enumeration::may_be_raw(const SmallProgram& program) const {
    return bounds_.raw && !program.contention_begin.empty() && !program.contention_end.empty();
}

// NOLINTNEXTLINE(misc-no-recursion): each step has fewer operations
const std::vector<Operations>& Enumeration::lists(unsigned operations) {
    if (lists_.empty()) lists_.push_back({{}});
    while (lists_.size() <= operations) {
        const auto size = static_cast<unsigned>(lists_.size());
        std::vector<Operations> made;
        const auto add = [&](const Operation& first, const Operations& rest) {
            made.push_back({first});
            made.back().insert(made.back().end(), rest.begin(), rest.end());
        };
        for (unsigned within = 0; within < size; ++within) {
            for (const Operations& body : lists_[within]) {
                for (const Operations& rest : lists_[size - 1 - within]) {
                    for (unsigned lock = 0; lock < bounds_.locks; ++lock) {
                        add(section(lock, body, false), rest);
                        if (bounds_.irqsave) add(section(lock, body, true), rest);
                    }
                }
            }
        }
        for (const Operations& rest : lists_[size - 1]) {
            for (const unsigned milliseconds : holds_ms) add(hold(milliseconds), rest);
        }
        lists_.push_back(std::move(made));
    }
    return lists_[operations];
}

std::uint64_t Enumeration::count_lists(unsigned operations) {
    if (list_counts_.empty()) list_counts_.push_back(1);
    while (list_counts_.size() <= operations) {
        const std::size_t size = list_counts_.size();
        std::uint64_t count = std::size(holds_ms) * list_counts_[size - 1];
        for (std::size_t within = 0; within < size; ++within) {
            count += bounds_.locks * (bounds_.irqsave ? 2 : 1) * list_counts_[within] *
                     list_counts_[size - 1 - within];
        }
        list_counts_.push_back(count);
    }
    return list_counts_[operations];
}

// NOLINTNEXTLINE(misc-no-recursion): each step has fewer operations
Operations Enumeration::random_list(unsigned operations) {
    Operations made;
    while (operations > 0) {
        --operations;
        // A hold is as likely as a section of one of the locks.
        const std::uint64_t kind = random_below(bounds_.locks + 1);
        if (kind == bounds_.locks) {
            made.push_back(hold(holds_ms[random_below(std::size(holds_ms))]));
            continue;
        }
        const auto within = static_cast<unsigned>(random_below(std::uint64_t{operations} + 1));
        const bool irqsave = bounds_.irqsave && random_below(2) == 0;
        made.push_back(section(static_cast<unsigned>(kind), random_list(within), irqsave));
        operations -= within;
    }
    return made;
}

}  // namespace tools
