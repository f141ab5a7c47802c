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

/// An aligned piece of shared memory of 4 or 8 bytes: a location of the engine, or a variable that one CPU
/// has for itself. An access to a part of it is one to all of it that leaves the other bits alone.
struct Cell {
    const char* base = nullptr;
    unsigned size = 0;
    native::Location* location = nullptr;
    native::LocalCell* local = nullptr;  ///< in its place: no other CPU reads it
    bool is_own = false;                 ///< only its own CPU writes it
    std::uint8_t kind = 0;               ///< the reader's own number for what it is
    std::uint8_t cpu = 0;                ///< whose it is, if it is a CPU's
    std::uint32_t index = 0;             ///< among those of its kind

    bool contains(const void* address, unsigned bytes) const {
        return static_cast<const char*>(address) + bytes <= base + size;
    }
    /// All bits that it has.
    std::uint64_t bits() const { return size == 8 ? ~std::uint64_t{0} : 0xffffffffU; }
};

/// Memory that CPUs share: first the copies of per-CPU variables, then what is allocated.
class Cells {
  public:
    static constexpr std::size_t slot_size = 4;

    /// @param per_cpu the section of the module whose variables each CPU has a copy of
    void begin(const char* per_cpu, std::size_t per_cpu_size);

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
    Cell& declare(const void* address, unsigned size);

    bool contains(const void* address) const {
        const auto* const at = static_cast<const char*>(address);
        return at >= memory_.get() && at < memory_.get() + bytes;
    }
    /// That the byte lies in; nullptr: none is declared there.
    const Cell* at(const void* address) const { return cells_[slot_of(address)]; }

  private:
    static constexpr std::size_t bytes = 1024UL * 1024;

    char* place(std::size_t offset) { return memory_.get() + offset; }
    std::size_t slot_of(const void* address) const {
        return static_cast<std::size_t>(static_cast<const char*>(address) - memory_.get()) / slot_size;
    }

    struct Free {
        void operator()(char* memory) const { ::operator delete[](memory, alignment); }
    };
    static constexpr std::align_val_t alignment{64};

    std::unique_ptr<char[], Free> memory_;
    std::vector<Cell*> cells_;
    std::deque<Cell> declared_;
    const char* section_ = nullptr;
    std::size_t section_size_ = 0;
    std::size_t stride_ = 0;
    std::size_t used_ = 0;
};

}  // namespace model::compiled
