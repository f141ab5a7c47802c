// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Compiled code on the native engine's machine. Memory that CPUs share is a mailbox. The engine decides its
/// contents, and a value stands in the memory only from the call before an access to that access. So the
/// memory needs no reset between executions, and no checkpoint.
///
/// A call of ThreadSanitizer's interface comes before a plain access, which the compiled code then makes
/// itself. The runtime puts the value of a read into the memory in that call. It only notes a write: at the
/// CPU's next call the written value is in the memory, and becomes the engine's store. No other CPU can come
/// between, as CPUs change only inside calls.

#include <array>
#include <bit>
#include <deque>
#include <memory>
#include <string>

#include "model/compiled/call.hpp"
#include "model/compiled/follower.hpp"
#include "model/compiled/module.hpp"
#include "model/native/machine/machine.hpp"

namespace model::compiled {

/// The atomic updates of the compiler's interface, under its names.
enum class Update : std::uint8_t {
    exchange,
    fetch_add,
    fetch_sub,
    fetch_and,
    fetch_or,
    fetch_xor,
    fetch_nand
};

class Runtime {
  public:
    static Runtime& instance() { return the_runtime; }

    /// Loads a module, in place of the previous one.
    /// @throw std::runtime_error
    void load(const std::string& object);
    /// Sets which of the lines of a step are shown.
    void show(const ShownLines& lines) { call_sites().show(lines); }
    /// Makes a location of each scalar in the module's variables that is not declared yet, in the order of
    /// the table. Its value is that of the file. Each CPU has its own copy of a per-CPU variable.
    /// @throw std::runtime_error
    void share_variables();
    bool is_loaded() const { return module_ != nullptr; }
    const Module& module() const { return *module_; }
    CallSites& call_sites() { return module_->call_sites(); }
    Cells& cells() { return cells_; }
    void follow(Follower& follower) { follower_ = &follower; }

    /// Makes the store that has been noted. To be called after each call of compiled code.
    void flush() {
        if (noted_.address != nullptr) store_noted();
    }

    // ---- for the functions that compiled code calls ----

    /// Accesses of at most 16 bytes. A marked access is one access; other accesses may become several.
    void plain_read(void* address, unsigned size, bool is_marked, std::uintptr_t caller);
    void plain_write(void* address, unsigned size, bool is_marked, std::uintptr_t caller);
    void copy(void* to, const void* from, std::size_t size, std::uintptr_t caller);
    void fill(void* to, int byte, std::size_t size, std::uintptr_t caller);
    std::uint64_t load(const void* address, unsigned size, int order, std::uintptr_t caller);
    void store(const void* address, unsigned size, std::uint64_t value, int order, std::uintptr_t caller);
    /// @return the value before
    std::uint64_t update(Update update, const void* address, unsigned size, std::uint64_t operand, int order,
                         std::uintptr_t caller);
    /// @return the value before
    std::uint64_t compare_exchange(const void* address, unsigned size, std::uint64_t expected,
                                   std::uint64_t desired, int order, int failure, std::uintptr_t caller);
    [[noreturn]] void refuse_wide(std::uintptr_t caller) { refuse("an atomic access of 16 bytes", caller); }
    std::uint64_t add_own(void* address, unsigned size, int delta, std::uintptr_t caller);
    void fence(int order, std::uintptr_t caller);
    std::uint64_t await(const void* address, unsigned size, int order, Nanoseconds poll, Nanoseconds deadline,
                        const void* block, std::uintptr_t caller);
    void relax(std::uintptr_t caller);
    void note(unsigned note, unsigned subject, unsigned detail, std::uintptr_t caller);
    void trace_point(unsigned number, const void* subject, int value, std::uintptr_t caller);
    void enter(std::uintptr_t caller);
    void leave();

    /// An addition that is not atomic loses a write that another CPU makes meanwhile: the runtime refuses
    /// it.
    void note_writer(const Cell& cell, std::uintptr_t caller) {
        cell.writers |= static_cast<std::uint8_t>(1U << machine().cpu());
        if (cell.is_added_to && (cell.writers & ~(1U << cell.cpu)) != 0)
            refuse("an addition to what other CPUs write", caller);
    }

    static native::Machine& machine() { return native::Machine::instance(); }

  private:
    static constexpr std::size_t max_access = 16;

    /// The part of a cell that is accessed.
    struct Part {
        const Cell* cell;
        unsigned shift;
        std::uint64_t mask;  ///< the bits of the part, at the low end
        bool is_all;

        std::uint64_t of(std::uint64_t all) const { return all >> shift & mask; }
        std::uint64_t in_all(std::uint64_t part) const { return (part & mask) << shift; }
        std::uint32_t bytes() const {
            return static_cast<std::uint32_t>(mask >> 56U != 0 ? 0xffU : ((1U << width()) - 1) << shift / 8);
        }
        unsigned width() const { return (64 - static_cast<unsigned>(std::countl_zero(mask))) / 8; }
        std::uint64_t rest() const { return cell->bits() & ~(mask << shift); }
    };

    Step step_of(Action action, int order, const Cell* cell, unsigned size, std::uint64_t bits,
                 std::uintptr_t caller, bool is_plain = false);
    AccessInfo info_of(const Step& step, const Part& part);
    Part part_of(const void* address, unsigned size, std::uintptr_t caller);
    bool has_cell(const void* address) const {
        return cells_.is_near(address) && cells_.at(address) != nullptr;
    }
    bool is_in_one_cell(const void* address, unsigned size) const;
    unsigned width_at(const char* address, std::size_t size) const;
    template <class F>
    void in_parts(const void* memory, std::size_t size, const F& part) const;
    void share(const void* address, const Module::Scalar& scalar, const std::string& name, unsigned cpu);
    void begin_step(std::uintptr_t caller);
    [[noreturn]] void refuse(const std::string& what, std::uintptr_t caller);
    [[noreturn]] void refuse_place(const Cell* cell, unsigned size, std::uintptr_t caller);
    std::uint64_t read(const Part& part, unsigned size, int order, bool is_plain, std::uintptr_t caller);
    void write(const Part& part, unsigned size, std::uint64_t value, int order, bool is_plain,
               std::uintptr_t caller);
    void store_noted();
    void require_private(const void* address, std::uintptr_t caller);

    /// A plain write whose value is not in the memory yet.
    struct Noted {
        const void* address = nullptr;
        unsigned size = 0;
        bool is_marked = false;
        std::uintptr_t caller = 0;
    };

    static Runtime the_runtime;

    std::unique_ptr<Module> module_;
    Cells cells_;
    std::deque<native::Location> locations_;  ///< of all modules: ids are not used again
    Follower nobody_;
    Follower* follower_ = &nobody_;
    Noted noted_;
    bool is_asking_ = false;  ///< the engine evaluates a condition: no program runs
};

}  // namespace model::compiled
