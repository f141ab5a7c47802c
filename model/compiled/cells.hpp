// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The shared memory of compiled code: which piece of it is which location of the engine.

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "model/native/graph/location.hpp"

namespace model::compiled {

/// A piece of shared memory of 1 to 8 bytes: a location of the engine, or a variable that one CPU
/// has for itself. An access to a part of it is one to all of it that leaves the other bits alone.
struct Cell {
    const char* base = nullptr;
    unsigned size = 0;
    native::Location* location = nullptr;
    native::LocalCell* local = nullptr;  ///< in its place: no other CPU reads it
    bool is_own = false;                 ///< only its own CPU writes it
    mutable bool is_added_to = false;    ///< by its CPU, in one instruction that is no atomic one
    mutable std::uint8_t writers = 0;    ///< CPUs that have written it in any execution so far, as bits
    std::uint8_t kind = 0;               ///< the reader's own number for what it is
    std::uint8_t cpu = 0;                ///< whose it is, if it is a CPU's
    std::uint32_t index = 0;             ///< among those of its kind
    std::string name{};                  ///< in the program, if that is known: "queue.nodes[2].next"

    bool contains(const void* address, unsigned bytes) const {
        return static_cast<const char*>(address) + bytes <= base + size;
    }
    /// All bits that it has.
    std::uint64_t bits() const { return ~std::uint64_t{0} >> (64 - 8 * size); }
};

/// A stretch of memory with cells in it.
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

/// Memory that CPUs share: the copies of per-CPU variables, what is allocated, and those of the module's
/// variables that are declared.
class Cells {
  public:
    /// @param data the module's variables
    /// @param per_cpu the section among them whose variables each CPU has a copy of
    void begin(const char* data, std::size_t data_size, const char* per_cpu, std::size_t per_cpu_size);

    /// Of zeroes, for the whole search.
    void* allocate(std::size_t bytes);
    /// The CPU's own copy of a variable in the section.
    void* per_cpu(const void* variable, unsigned cpu);
    std::ptrdiff_t per_cpu_offset(unsigned cpu) { return place(cpu * stride_) - section_; }
    bool is_in_section(const void* address) const {
        const auto* const at = static_cast<const char*>(address);
        return at >= section_ && at < section_ + section_size_;
    }

    /// Says what a piece of memory is. All are declared before a search, so that locations have the same ids
    /// in each.
    /// @throw std::logic_error if a part of it is declared
    Cell& declare(const void* address, unsigned size);
    bool is_declared(const void* address, unsigned size) const;
    const std::deque<Cell>& all() const { return declared_; }

    /// Is it memory that CPUs share? Of the module's variables the declared ones are.
    bool contains(const void* address) const {
        return shared_.contains(address) || (data_.contains(address) && data_.at(address) != nullptr);
    }
    /// Is it in this CPU's copy of the per-CPU variables?
    bool is_copy_of(const void* address, unsigned cpu) const {
        const auto* const at = static_cast<const char*>(address);
        const char* const copy = memory_.get() + cpu * stride_;
        return at >= copy && at < copy + section_size_;
    }
    /// May there be cells close by?
    bool is_near(const void* address) const { return shared_.contains(address) || data_.contains(address); }
    /// That the byte lies in; nullptr: none is declared there.
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
