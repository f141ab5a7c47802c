// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/compiled/cells.hpp"

#include <cstring>
#include <new>
#include <stdexcept>

#include "model/execution.hpp"

namespace model::compiled {
namespace {

constexpr std::size_t cache_line = 64;

std::size_t rounded(std::size_t size) {
    return (size + cache_line - 1) / cache_line * cache_line;
}

}  // namespace

void Cells::begin(const char* per_cpu, std::size_t per_cpu_size) {
    memory_.reset(static_cast<char*>(::operator new[](bytes, alignment)));
    std::memset(memory_.get(), 0, bytes);
    cells_.assign(bytes / slot_size, nullptr);
    declared_.clear();
    section_ = per_cpu;
    section_size_ = per_cpu_size;
    stride_ = rounded(per_cpu_size);
    used_ = stride_ * max_cpus;
    if (used_ > bytes) throw std::bad_alloc();
}

void* Cells::allocate(std::size_t size) {
    if (rounded(size) > bytes - used_) throw std::bad_alloc();
    void* const memory = place(used_);
    used_ += rounded(size);
    return memory;
}

void* Cells::per_cpu(const void* variable, unsigned cpu) {
    return place(cpu * stride_) + (static_cast<const char*>(variable) - section_);
}

Cell& Cells::declare(const void* address, unsigned size) {
    const std::size_t first = slot_of(address);
    Cell& cell = declared_.emplace_back();
    cell.base = static_cast<const char*>(address);
    cell.size = size;
    for (std::size_t slot = first; slot < first + size / slot_size; ++slot) {
        if (cells_[slot] != nullptr) throw std::logic_error("a piece of shared memory is declared twice");
        cells_[slot] = &cell;
    }
    return cell;
}

}  // namespace model::compiled
