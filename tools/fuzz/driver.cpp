// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// Takes libFuzzer's place where a test has to be short and the same each time. It runs every file of a
/// corpus. At each place of a short file, and at some hundred places of a longer one, it also runs the file's
/// beginning up to there, and the file with that byte changed in a few ways.

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tools/fuzz/target.hpp"

namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void run(const std::string& text) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

void run_all_near(const std::string& text) {
    // A long text is changed only at some places: libFuzzer is there for runs of minutes.
    constexpr std::size_t most_places = 400;
    const std::size_t step = std::max<std::size_t>(1, text.size() / most_places);
    constexpr std::array<char, 6> values{'\0', '"', '9', '-', '{', '\xff'};
    run(text);
    for (std::size_t place = 0; place < text.size(); place += step) {
        run(text.substr(0, place));
        std::string changed = text;
        for (const char value : values) {
            changed[place] = value;
            run(changed);
        }
        run(text.substr(0, place) + text.substr(place + 1));
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: fuzz-TARGET CORPUS\n", stderr);
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) run_all_near(content_of(file));
    std::printf("%zu files\n", files.size());
    return files.empty() ? 1 : 0;
}
