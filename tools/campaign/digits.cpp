// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/campaign/digits.hpp"

#include <boost/uuid/detail/sha1.hpp>

#include <fmt/format.h>

namespace tools {

std::string digits_of(const std::string& text) {
    boost::uuids::detail::sha1 hash;
    hash.process_bytes(text.data(), text.size());
    unsigned words[5] = {};
    hash.get_digest(words);
    return fmt::format("{:08x}{:08x}", words[0], words[1]);
}

}  // namespace tools
