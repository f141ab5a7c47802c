// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/compiled/module.hpp"

#include <dlfcn.h>
#include <link.h>

#include <fstream>
#include <stdexcept>

namespace model::compiled {

Module::Module(const std::string& object) : path_(object) {
#ifdef RQCHECK_NO_COMPILED_CODE
    throw std::runtime_error("a build with ThreadSanitizer runs no compiled code: " + object);
#endif
    handle_ = dlopen(object.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) throw std::runtime_error(std::string("cannot load compiled code: ") + dlerror());
    try {
        find_data();
        const char* end = nullptr;
        symbol_as<void(const char**, const char**)>("program_per_cpu_section")(&per_cpu_begin_, &end);
        per_cpu_size_ = static_cast<std::size_t>(end - per_cpu_begin_);
        call_sites_ = std::make_unique<CallSites>(object + ".calls", base_);
    } catch (...) {
        dlclose(handle_);
        throw;
    }
}

Module::~Module() {
    dlclose(handle_);
}

bool Module::has(const char* name) const {
    return dlsym(handle_, name) != nullptr;
}

void* Module::symbol(const char* name) const {
    void* const found = dlsym(handle_, name);
    if (found == nullptr) throw std::runtime_error(std::string("compiled code has no ") + name);
    return found;
}

std::vector<Module::Scalar> Module::scalars() const {
    std::ifstream table(path_ + ".variables");
    if (!table) throw std::runtime_error("cannot read " + path_ + ".variables");
    std::vector<Scalar> scalars;
    std::string address;
    std::string size;
    std::string name;
    while (std::getline(table, address, '\t') && std::getline(table, size, '\t') &&
           std::getline(table, name)) {
        const auto* const at = reinterpret_cast<const char*>(base_ + std::stoull(address, nullptr, 16));
        // The table also names constants that lie elsewhere. Nothing writes them.
        if (contains_data(at)) scalars.push_back({at, static_cast<unsigned>(std::stoul(size)), name});
    }
    return scalars;
}

void Module::find_data() {
    link_map* map = nullptr;
    if (dlinfo(handle_, RTLD_DI_LINKMAP, &map) != 0) throw std::runtime_error(dlerror());
    base_ = map->l_addr;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* data) {
            auto& own = *static_cast<Module*>(data);
            if (info->dlpi_addr != own.base_) return 0;
            for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
                const ElfW(Phdr)& segment = info->dlpi_phdr[i];
                if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) == 0) continue;
                own.data_begin_ = own.base_ + segment.p_vaddr;
                own.data_end_ = own.data_begin_ + segment.p_memsz;
            }
            return 1;
        },
        this);
}

}  // namespace model::compiled
