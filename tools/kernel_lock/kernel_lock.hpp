// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock of a kernel tree on the native engine. Its memory lies in the locations of this project's lock,
/// so that names, reports and rendezvous are the same.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lock/constants.hpp"
#include "lock/lock_word.hpp"
#include "lock/result.hpp"
#include "model/access.hpp"
#include "model/native/graph/location.hpp"

namespace tools::kernel {

/// The locations that a CPU has for its attempts.
struct CpuLocations {
    std::array<model::native::Location*, rqspinlock::max_queue_nodes> node_locked;
    std::array<model::native::Location*, rqspinlock::max_queue_nodes> node_next;
    model::native::LocalCell* node_count;
    model::native::Location* held_count;
    std::array<model::native::Location*, rqspinlock::res_nr_held> held_entries;
};

class KernelLocks {
  public:
    static KernelLocks& instance();

    /// Loads an object that tools/kernel/compile has made, in place of the one before.
    /// @throw std::runtime_error
    void load(const std::string& object);
    bool are_used() const { return lock_ != nullptr; }
    bool needs_locations() const { return are_used() && words_.empty(); }
    /// The name of the tree, and the form: see tools/kernel/compile.
    const std::string& name() const { return name_; }
    const std::string& form() const { return form_; }
    void set_guest(bool is_guest) { *is_guest_ = is_guest ? 1 : 0; }

    /// Says in which locations the lock's memory lies. All are given before the first search.
    void add_cpu(unsigned cpu, const CpuLocations& locations);
    /// Locks are numbered from 0 in the order in which they are added.
    void add_lock(model::native::Location& word);

    /// `res_spin_lock` and `res_spin_unlock`, with the announcements of lock/phases.hpp.
    /// @param caller the line of the calling program
    rqspinlock::Result lock(std::uint32_t number, model::Source caller);
    void unlock(std::uint32_t number);

    /// The values of pointers to a lock and to a node, as the lock's memory has them.
    const void* lock_address(std::uint32_t number) const { return words_[number]; }
    const void* node_address(unsigned cpu, unsigned index) const;

  private:
    void declare(void* variable, unsigned size, unsigned cpu, unsigned index, unsigned kind,
                 model::native::Location* location, bool is_own);

    int (*lock_)(void* lock) = nullptr;
    void (*unlock_)(void* lock) = nullptr;
    int* is_guest_ = nullptr;
    std::string name_;
    std::string form_;
    std::vector<void*> words_;
    std::array<void*, rqspinlock::max_queue_nodes> nodes_{};
};

}  // namespace tools::kernel
