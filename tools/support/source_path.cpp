// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/source_path.hpp"

#include <string_view>

namespace tools {

std::string source_path(const char* file) {
    std::string_view path = file == nullptr ? "" : file;
    constexpr std::string_view root = RQCHECK_SOURCE_DIRECTORY "/";
    if (path.starts_with(root)) path.remove_prefix(root.size());
    // ccache's base_dir makes paths relative to the folder of the build, which is in the source tree.
    while (path.starts_with("../")) path.remove_prefix(3);
    return std::string(path);
}

}  // namespace tools
