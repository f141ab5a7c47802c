// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz(std::string(data, data + size));
    return 0;
}
