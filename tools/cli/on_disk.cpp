// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/on_disk.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>

#include "tools/cli/descriptor.hpp"

namespace tools {

bool write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t n = ::write(descriptor, content.data(), content.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

bool is_on_disk(int descriptor) {
    while (fsync(descriptor) != 0) {
        if (errno == EINTR) continue;
        return errno == EINVAL;  // this file system promises nothing
    }
    return true;
}

bool is_on_disk(const std::filesystem::path& folder) {
    const Descriptor opened(open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.get() < 0) return errno == EACCES;
    return is_on_disk(opened.get());
}

}  // namespace tools
