// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The shared memory of compiled code: maps each piece of it to a location of the engine.

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "model/native/graph/location.hpp"

namespace model::compiled {

/// A piece of shared memory of 1 to 8 bytes: a location of the engine, or a variable that only one CPU uses.
/// An access to a part of it is an access to all of it that leaves the other bits alone.
struct Cell {
    const char* base = nullptr;
    unsigned size = 0;
    native::Location* location = nullptr;
    native::LocalCell* local = nullptr;  ///< instead of a location: no other CPU reads it
    bool is_own = false;                 ///< only its own CPU writes it
    mutable bool is_added_to = false;    ///< its CPU adds to it, in one instruction that is not atomic
    mutable std::uint8_t writers = 0;    ///< the CPUs that have written it in any execution so far, as bits
    std::uint8_t kind = 0;               ///< the reader's own number for its kind
    std::uint8_t cpu = 0;                ///< its CPU, if it belongs to one
    std::uint32_t index = 0;             ///< its index among the cells of its kind
    std::string name{};                  ///< its name in the program, if known: "queue.nodes[2].next"

    bool contains(const void* address, unsigned bytes) const {
        return static_cast<const char*>(address) + bytes <= base + size;
    }
    /// All bits of the cell.
    std::uint64_t bits() const { return ~std::uint64_t{0} >> (64 - 8 * size); }
};

/// A stretch of memory that contains cells.
class Region {
  public:
    void begin(const char* memory, std::size_t size);
    bool contains(const void* address) const { return offset_of(address) < cells_.size(); }
    /// @pre contains
    Cell*& at(const void* address) { return cells_[offset_of(address)]; }
    const Cell* at(const void* address) const { return cells_[offset_of(address)]; }

  private:
    std::size_t offset_of(const void* address) const {
        return reinterpret_cast<std::uintptr_t>(address) - reinterpret_cast<std::uintptr_t>(begin_);
    }

    const char* begin_ = nullptr;
    std::vector<Cell*> cells_;
};

/// Memory that CPUs share: the copies of per-CPU variables, allocated memory, and those variables of the
/// module that are declared.
class Cells {
  public:
    /// @param data the module's variables
    /// @param per_cpu the section among them of which each CPU has a copy
    void begin(const char* data, std::size_t data_size, const char* per_cpu, std::size_t per_cpu_size);

    /// Allocates zeroed memory for the whole search.
    void* allocate(std::size_t bytes);
    /// The CPU's own copy of a variable in the section.
    void* per_cpu(const void* variable, unsigned cpu);
    std::ptrdiff_t per_cpu_offset(unsigned cpu) { return place(cpu * stride_) - section_; }
    bool is_in_section(const void* address) const {
        const auto* const at = static_cast<const char*>(address);
        return at >= section_ && at < section_ + section_size_;
    }

    /// Declares the size of a piece of memory. All pieces are declared before a search, so that locations
    /// have the same ids in each search.
    /// @throw std::logic_error if a part of the piece is already declared
    Cell& declare(const void* address, unsigned size);
    bool is_declared(const void* address, unsigned size) const;
    const std::deque<Cell>& all() const { return declared_; }

    /// Is it memory that CPUs share? Of the module's variables only the declared ones are.
    bool contains(const void* address) const {
        return shared_.contains(address) || (data_.contains(address) && data_.at(address) != nullptr);
    }
    /// Is it in this CPU's copy of the per-CPU variables?
    bool is_copy_of(const void* address, unsigned cpu) const {
        const auto* const at = static_cast<const char*>(address);
        const char* const copy = memory_.get() + cpu * stride_;
        return at >= copy && at < copy + section_size_;
    }
    /// May there be cells near the address?
    bool is_near(const void* address) const { return shared_.contains(address) || data_.contains(address); }
    /// The cell in which the byte lies; nullptr: none is declared there.
    /// @pre is_near
    const Cell* at(const void* address) const {
        return shared_.contains(address) ? shared_.at(address) : data_.at(address);
    }

  private:
    static constexpr std::size_t bytes = 256UL * 1024;

    char* place(std::size_t offset) { return memory_.get() + offset; }
    Region& region_of(const void* address);

    struct Free {
        void operator()(char* memory) const { ::operator delete[](memory, alignment); }
    };
    static constexpr std::align_val_t alignment{64};

    std::unique_ptr<char[], Free> memory_;
    Region shared_;
    Region data_;
    std::deque<Cell> declared_;
    const char* section_ = nullptr;
    std::size_t section_size_ = 0;
    std::size_t stride_ = 0;
    std::size_t used_ = 0;
};

}  // namespace model::compiled
