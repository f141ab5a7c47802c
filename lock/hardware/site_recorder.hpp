// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An instrumentation that knows where each CPU is in the lock: an interrupt's handler can say what it
/// interrupted. It can also do something before each access, such as raising an NMI. A program may have sites
/// of its own around the lock (`site_around_lock`), and says itself in which region they are.

#include <atomic>
#include <optional>
#include <string_view>

#include "lock/hardware/cpu.hpp"
#include "lock/hardware/instrumentation.hpp"

namespace rqspinlock::hardware {

/// The coarse place of a CPU in the lock.
enum class Region : unsigned char { outside, fast_path, slow_path, section, unlock };

constexpr std::string_view name(Region region) {
    constexpr std::string_view names[] = {"outside", "fastpath", "slowpath", "section", "unlock"};
    return names[static_cast<unsigned>(region)];
}

/// The region to which a site's access belongs; nullopt if that depends on what came before the access. The
/// revision decides whether the fast path or the slow path grabs the table's entry. A program's own accesses
/// may be in a section or outside of it.
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
    std::optional<Site> site;  ///< nullopt: the context has not reached a site yet
    Region region = Region::outside;
};

/// The recorder's data of a CPU. A site is the latest one from just before its access until just before the
/// next site's access.
struct Recording {
    /// 0: none; else the site plus one. One variable is one access: signal handlers read and write it.
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

    /// Records a program's own step around the lock.
    static void before(Site site, Region region) {
        be_at(site, region);
        const Recording& own = of(this_thread.id);
        if (own.at_site != nullptr) own.at_site(site);
    }

    /// Records that this CPU is at the site, without an access.
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

    /// Sets the function to call before each access of this CPU; nullptr: none.
    static void call_at_sites(void (*at_site)(Site)) {
        std::atomic_signal_fence(full_barrier);
        of(this_thread.id).at_site = at_site;
        std::atomic_signal_fence(full_barrier);
    }

    /// Sets the function to call at each phase that the lock announces on this CPU; nullptr: none.
    static void call_at_phases(void (*at_phase)(Phase, const void* lock, PhaseDetail)) {
        std::atomic_signal_fence(full_barrier);
        of(this_thread.id).at_phase = at_phase;
        std::atomic_signal_fence(full_barrier);
    }

    /// Lives while a handler's program runs: remembers the site that was interrupted, and restores it.
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
