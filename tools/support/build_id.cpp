// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/build_id.hpp"

#include <array>
#include <cstring>
#include <fstream>
#include <vector>

#include <elf.h>

namespace tools {
namespace {

bool read_at(std::ifstream& file, std::uint64_t offset, void* to, std::size_t size) {
    file.seekg(static_cast<std::streamoff>(offset));
    return static_cast<bool>(file.read(static_cast<char*>(to), static_cast<std::streamsize>(size)));
}

std::string hexadecimal(const char* bytes, std::size_t size) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

/// Looks for the id in a segment of notes. Names and descriptions begin at multiples of four.
std::string build_id_in(const std::vector<char>& notes) {
    const auto aligned = [](std::size_t size) { return (size + 3) & ~std::size_t{3}; };
    std::size_t at = 0;
    while (at + sizeof(Elf64_Nhdr) <= notes.size()) {
        Elf64_Nhdr note{};
        std::memcpy(&note, notes.data() + at, sizeof note);
        const std::size_t name = at + sizeof note;
        const std::size_t description = name + aligned(note.n_namesz);
        const std::size_t end = description + note.n_descsz;
        if (end > notes.size()) break;
        constexpr std::string_view gnu("GNU\0", 4);
        if (note.n_type == NT_GNU_BUILD_ID && std::string_view(&notes[name], note.n_namesz) == gnu) {
            return hexadecimal(&notes[description], note.n_descsz);
        }
        at = description + aligned(note.n_descsz);
    }
    return "";
}

}  // namespace

std::string build_id_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    Elf64_Ehdr header{};
    if (!read_at(file, 0, &header, sizeof header) ||
        std::memcmp(static_cast<const unsigned char*>(header.e_ident), ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_phentsize != sizeof(Elf64_Phdr)) {
        return "";
    }
    constexpr std::uint64_t most_bytes = 1U << 20U;
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr segment{};
        if (!read_at(file, header.e_phoff + i * sizeof segment, &segment, sizeof segment)) return "";
        if (segment.p_type != PT_NOTE || segment.p_filesz > most_bytes) continue;
        std::vector<char> notes(segment.p_filesz);
        if (!read_at(file, segment.p_offset, notes.data(), notes.size())) return "";
        if (std::string id = build_id_in(notes); !id.empty()) return id;
    }
    return "";
}

}  // namespace tools
