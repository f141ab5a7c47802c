// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A shared object that `compile` has made.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "model/compiled/call_sites.hpp"

namespace model::compiled {

class Module {
  public:
    /// @param object the path of the object; its table of calls lies beside it
    /// @throw std::runtime_error
    explicit Module(const std::string& object);
    ~Module();
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// A function or variable of the module. @throw std::runtime_error
    void* symbol(const char* name) const;
    bool has(const char* name) const;
    template <class T>
    T* symbol_as(const char* name) const {
        return reinterpret_cast<T*>(symbol(name));
    }

    const char* per_cpu_begin() const { return per_cpu_begin_; }
    std::size_t per_cpu_size() const { return per_cpu_size_; }
    const char* data_begin() const { return reinterpret_cast<const char*>(data_begin_); }
    std::size_t data_size() const { return data_end_ - data_begin_; }

    /// A scalar that is part of a variable.
    struct Scalar {
        const char* address;
        unsigned size;
        std::string name;
    };
    /// The scalars of all variables, from the table that `compile` has written.
    /// @throw std::runtime_error
    std::vector<Scalar> scalars() const;
    /// Is it a variable of the module?
    bool contains_data(const void* address) const {
        const auto at = reinterpret_cast<std::uintptr_t>(address);
        return at >= data_begin_ && at < data_end_;
    }
    CallSites& call_sites() { return *call_sites_; }

  private:
    void find_data();

    std::string path_;
    void* handle_ = nullptr;
    std::uintptr_t base_ = 0;
    std::uintptr_t data_begin_ = 0;
    std::uintptr_t data_end_ = 0;
    const char* per_cpu_begin_ = nullptr;
    std::size_t per_cpu_size_ = 0;
    std::unique_ptr<CallSites> call_sites_;
};

}  // namespace model::compiled
