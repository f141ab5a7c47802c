# SPDX-License-Identifier: GPL-2.0-or-later
#
# cmake -DSOURCE=DIR -DOUTPUT=FILE "-DCOMMON=file;..." "-DSCENARIOS=file;..." -P source_hashes.cmake: writes a
# header with the hash of the common files, and of these with each scenario's. Files are relative to SOURCE.

# The hash of names and contents: the same on every machine that has the same sources.
function(hash_files result)
    set(text "")
    foreach(file ${ARGN})
        file(SHA256 ${SOURCE}/${file} hash)
        string(APPEND text "${file} ${hash}\n")
    endforeach()
    string(SHA256 hash "${text}")
    string(SUBSTRING ${hash} 0 8 hash)
    set(${result} ${hash} PARENT_SCOPE)
endfunction()

hash_files(common ${COMMON})
set(entries "")
list(LENGTH SCENARIOS count)
foreach(scenario ${SCENARIOS})
    cmake_path(GET scenario STEM name)
    hash_files(hash ${COMMON} ${scenario})
    string(APPEND entries "    {\"${name}\", 0x${hash}},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by tools/trace/source_hashes.cmake.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tools {

struct SourceHash {
    std::string_view scenario;
    std::uint32_t hash;
};

inline constexpr std::uint32_t common_hash = 0x${common};
inline constexpr std::array<SourceHash, ${count}> source_hashes{{
${entries}}};

}  // namespace tools
")
