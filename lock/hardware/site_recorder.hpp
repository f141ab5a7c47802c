// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An instrumentation that knows where each CPU is in the lock, so that an interrupt's handler can say what
/// it interrupted, and that can do something before each access, such as raising an NMI. A program may have
/// sites of its own around the lock (`site_around_lock`), and says itself where in the lock these are.

#include <atomic>
#include <optional>
#include <string_view>

#include "lock/hardware/cpu.hpp"
#include "lock/hardware/instrumentation.hpp"

namespace rqspinlock::hardware {

/// Where in the lock a CPU is, coarsely.
enum class Region : unsigned char { outside, fast_path, slow_path, section, unlock };

constexpr std::string_view name(Region region) {
    constexpr std::string_view names[] = {"outside", "fastpath", "slowpath", "section", "unlock"};
    return names[static_cast<unsigned>(region)];
}

/// The region that the access of a site belongs to; nullopt if it depends on what was before it: the table's
/// entry is grabbed in the fast path or in the slow one, by revision, and a program's own accesses may be in
/// a section or outside.
constexpr std::optional<Region> region_of(Site site) {
    if (!is_lock_site(site)) return std::nullopt;
    switch (site) {
        case Site::grab_count_read:
        case Site::grab_count:
        case Site::grab_entry:
            return std::nullopt;
        case Site::fast_cmpxchg:
            return Region::fast_path;
        case Site::unlock_entry:
        case Site::unlock_release:
        case Site::unlock_count_read:
        case Site::unlock_count:
            return Region::unlock;
        default:
            return Region::slow_path;  // pending, queue, head, leave, fallback, checks, test-and-set
    }
}

/// The latest site of a context.
struct LatestSite {
    std::optional<Site> site;  ///< nullopt: the context has had none yet
    Region region = Region::outside;
};

/// The recorder's data of a CPU. A site is the latest from just before its access to just before the next
/// one's.
struct Recording {
    /// 0: none; else one more than the site, so that it is one access: signal handlers read and write it.
    std::atomic<unsigned> site_number{0};
    std::atomic<Region> region{Region::outside};
    void (*at_site)(Site) = nullptr;
    void (*at_phase)(Phase, const void* lock, PhaseDetail) = nullptr;

    LatestSite latest() const {
        const unsigned number = site_number.load(relaxed);
        const auto site = number == 0 ? std::nullopt : std::optional(static_cast<Site>(number - 1));
        return {site, region.load(relaxed)};
    }
    void set(LatestSite latest) {
        site_number.store(latest.site ? static_cast<unsigned>(*latest.site) + 1 : 0, relaxed);
        region.store(latest.region, relaxed);
        std::atomic_signal_fence(full_barrier);
    }
};

class SiteRecorder {
  public:
    static void before(Site site) {
        before(site, region_of(site).value_or(of(this_thread.id).region.load(relaxed)));
    }

    /// For a program's own step, around the lock.
    static void before(Site site, Region region) {
        be_at(site, region);
        const Recording& own = of(this_thread.id);
        if (own.at_site != nullptr) own.at_site(site);
    }

    /// This CPU is there, and not to do an access.
    static void be_at(Site site, Region region) { of(this_thread.id).set({site, region}); }

    static void phase(Phase phase, const void* lock, PhaseDetail detail) {
        Recording& own = of(this_thread.id);
        if (phase == Phase::attempt) {
            own.region.store(Region::fast_path, relaxed);
            std::atomic_signal_fence(full_barrier);
        }
        if (own.at_phase != nullptr) own.at_phase(phase, lock, detail);
    }

    static LatestSite latest(unsigned cpu) { return of(cpu).latest(); }

    /// To be called before each access of this CPU; nullptr: nothing.
    static void call_at_sites(void (*at_site)(Site)) {
        std::atomic_signal_fence(full_barrier);
        of(this_thread.id).at_site = at_site;
        std::atomic_signal_fence(full_barrier);
    }

    /// To be called at each phase that the lock announces on this CPU; nullptr: nothing.
    static void call_at_phases(void (*at_phase)(Phase, const void* lock, PhaseDetail)) {
        std::atomic_signal_fence(full_barrier);
        of(this_thread.id).at_phase = at_phase;
        std::atomic_signal_fence(full_barrier);
    }

    /// For the length of a handler's program: remembers the site that it has interrupted, and puts it back.
    class Interruption {
      public:
        Interruption() : interrupted_(of(this_thread.id).latest()) { of(this_thread.id).set({}); }
        ~Interruption() { of(this_thread.id).set(interrupted_); }
        Interruption(const Interruption&) = delete;
        Interruption& operator=(const Interruption&) = delete;

        LatestSite interrupted() const { return interrupted_; }

      private:
        LatestSite interrupted_;
    };

  private:
    static Recording& of(unsigned cpu) { return cpu_slots<Recording>[cpu].value; }
};

static_assert(Instrumentation<SiteRecorder>);

}  // namespace rqspinlock::hardware
