// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Numbers and short texts in bytes. A reader never reads beyond the end.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tools {

/// The bytes end too early, or have a number that is too large.
class BytesError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class ByteWriter {
  public:
    void byte(unsigned value) { bytes_ += static_cast<char>(value); }
    /// Writes seven bits per byte, the lowest first. All bytes except the last one have the eighth bit set.
    void number(std::uint32_t value) {
        for (; value >= 0x80U; value >>= 7U) byte((value & 0x7fU) | 0x80U);
        byte(value);
    }
    void fixed(std::uint32_t value) {
        for (unsigned shift = 0; shift < 32; shift += 8) byte(value >> shift & 0xffU);
    }
    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        bytes_ += value;
    }
    void append(std::string_view bytes) { bytes_ += bytes; }

    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
};

class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

    unsigned byte() { return static_cast<unsigned char>(take(1).front()); }
    std::uint32_t number() {
        std::uint32_t value = 0;
        for (unsigned shift = 0; shift < 32; shift += 7) {
            const unsigned part = byte();
            if (shift == 28 && part > 0xfU) break;
            value |= (part & 0x7fU) << shift;
            if (part < 0x80U) return value;
        }
        throw BytesError("a number is too large");
    }
    std::uint32_t fixed() {
        std::uint32_t value = 0;
        for (unsigned shift = 0; shift < 32; shift += 8) value |= byte() << shift;
        return value;
    }
    std::string text() { return std::string(take(number())); }

  private:
    std::string_view take(std::size_t count) {
        if (count > rest_.size()) throw BytesError("it ends too early");
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }

    std::string_view rest_;
};

}  // namespace tools
