// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/arguments/command_words.hpp"

namespace tools {
namespace {

std::vector<std::string>& kept_words() {
    static std::vector<std::string> words;
    return words;
}

}  // namespace

void keep_command_words(int argc, char** argv) {
    kept_words().assign(argv + (argc > 0 ? 1 : 0), argv + argc);
}

const std::vector<std::string>& command_words() {
    return kept_words();
}

}  // namespace tools
