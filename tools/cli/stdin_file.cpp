// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/stdin_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>

#include "tools/cli/input_file.hpp"
#include "tools/cli/not_done.hpp"

namespace tools {
namespace {

bool is_patch(std::string_view text) {
    return text.starts_with("diff ") || text.starts_with("--- ") ||
           text.find("\n--- ") != std::string_view::npos;
}

}  // namespace

StdinFile::StdinFile(const std::string& typed, std::string_view name) : path_(typed) {
    if (typed != stdin_name) return;
    const std::string text = content_of(typed, "a text");
    std::string folder = (std::filesystem::temp_directory_path() / "rqcheck-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw_for(errno, "cannot make a folder for stdin");
    folder_ = folder;
    std::filesystem::path file = folder_ / name;
    if (is_patch(text)) file.replace_extension(".patch");
    path_ = file.string();
    if (!(std::ofstream(file, std::ios::binary) << text)) throw_for(errno, "cannot keep what is on stdin");
}

StdinFile::~StdinFile() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace tools
