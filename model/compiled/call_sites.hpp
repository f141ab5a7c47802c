// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The places where compiled code calls the engine: the lines of each call, from the table that `compile`
/// writes.

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace model::compiled {

/// A line of the source text.
struct Frame {
    std::string function;
    std::string path;
    std::string file;  ///< the last part of the path
    std::uint32_t line = 0;
};

/// A call of the engine.
struct CallSite {
    std::uintptr_t address = 0;    ///< the address to which it returns
    std::string called;            ///< the engine's function, such as "program_await"
    std::vector<Frame> frames;     ///< the innermost first: each inlined function has one
    const Frame* shown = nullptr;  ///< the innermost frame in the program's own text
    std::uint16_t number = 0;      ///< its place in the table
    std::uint16_t label = 0;       ///< free for use by the reader; 0 at first
};

/// "check_timeout rqspinlock.c:219, in resilient_tas_spin_lock rqspinlock.c:284"
std::string text_of(const CallSite& site);

struct ShownLines {
    std::string left_aside;  ///< a folder whose files are not the program's own text
    std::string preferred;   ///< a file whose lines are shown rather than lines of code inlined there
};

/// All calls of a module, found by the addresses to which they return.
class CallSites {
  public:
    /// @param table the file that `compile` has written
    /// @param base the address at which the module was loaded
    /// @throw std::runtime_error
    CallSites(const std::string& table, std::uintptr_t base);

    /// Sets which of the lines of a call is shown.
    void show(const ShownLines& lines);

    /// @throw std::logic_error for an address to which no call of the module returns
    CallSite& at(std::uintptr_t address) {
        for (std::size_t slot = slot_of(address);; slot = next(slot)) {
            CallSite* const site = slots_[slot];
            if (site == nullptr) unknown(address);
            if (site->address == address) return *site;
        }
    }
    const std::deque<CallSite>& all() const { return sites_; }
    std::deque<CallSite>& all() { return sites_; }

  private:
    std::size_t slot_of(std::uintptr_t address) const {
        return (address * 0x9e3779b97f4a7c15U >> 32U) & (slots_.size() - 1);
    }
    std::size_t next(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }
    void insert(CallSite& site);
    [[noreturn]] static void unknown(std::uintptr_t address);

    std::deque<CallSite> sites_;
    std::vector<CallSite*> slots_;  ///< its size is a power of two
};

}  // namespace model::compiled
