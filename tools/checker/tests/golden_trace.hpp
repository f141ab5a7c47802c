// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Compares traces with golden files. People read traces, so they are kept word for word.
/// RQCHECK_UPDATE_GOLDEN=1 takes over a change.

#include <rqcheck_catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace tools {

inline std::string file_text(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

inline void check_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(GOLDEN_DIRECTORY) + "/" + name + ".txt";
    REQUIRE_FALSE(text.empty());
    if (std::getenv("RQCHECK_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
    CHECK(file_text(path) == text);
}

}  // namespace tools
