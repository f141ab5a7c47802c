// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/compiled/cells.hpp"

#include <algorithm>
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

void Region::begin(const char* memory, std::size_t size) {
    begin_ = memory;
    cells_.assign(size, nullptr);
}

void Cells::begin(const char* data, std::size_t data_size, const char* per_cpu, std::size_t per_cpu_size) {
    memory_.reset(static_cast<char*>(::operator new[](bytes, alignment)));
    std::memset(memory_.get(), 0, bytes);
    shared_.begin(memory_.get(), bytes);
    data_.begin(data, data_size);
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

Region& Cells::region_of(const void* address) {
    if (shared_.contains(address)) return shared_;
    if (data_.contains(address)) return data_;
    throw std::logic_error("a piece of memory is declared that is neither allocated nor the module's");
}

bool Cells::is_declared(const void* address, unsigned size) const {
    const auto* const begin = static_cast<const char*>(address);
    return std::any_of(begin, begin + size,
                       [this](const char& byte) { return is_near(&byte) && at(&byte) != nullptr; });
}

Cell& Cells::declare(const void* address, unsigned size) {
    if (is_declared(address, size)) throw std::logic_error("a piece of shared memory is declared twice");
    Region& region = region_of(address);
    Cell& cell = declared_.emplace_back();
    cell.base = static_cast<const char*>(address);
    cell.size = size;
    for (unsigned i = 0; i < size; ++i) region.at(cell.base + i) = &cell;
    return cell;
}

}  // namespace model::compiled
