// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A mutant of the lock: one small change, read from a line of tools/mutate/mutants.txt.

#include <cstdint>
#include <istream>
#include <stdexcept>
#include <string>
#include <vector>

namespace tools::mutate {

struct Mutant {
    enum class Kind : std::uint8_t {
        code,    ///< a fragment of a header of the lock becomes another one
        drop,    ///< a site's store or fence is left out, as by `--drop`
        weaken,  ///< a site's order is relaxed, as by `--weaken`
    };

    std::string name;
    Kind kind = Kind::code;
    std::string file;      ///< of `code`: the header, in the folder of the lock
    std::string anchor;    ///< the fragment is in the block that begins here; empty: in the file
    std::string original;  ///< the fragment; white space does not count
    std::string mutation;  ///< what it becomes
    std::string site;      ///< of `drop` and `weaken`
};

/// A table, or a line of it, that cannot be used. The text names the mutant or the line.
struct TableError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Reads a table: a mutant per line, `#` at the beginning of a line makes a comment.
///
///     NAME FILE: `ORIGINAL` -> `MUTATION`
///     NAME FILE in `ANCHOR`: `ORIGINAL` -> `MUTATION`
///     NAME FILE: `CONTEXT @ORIGINAL@ CONTEXT` -> `MUTATION`
///     NAME drop SITE
///     NAME weaken SITE
///
/// @throw TableError also if two mutants have the same name
std::vector<Mutant> read_table(std::istream& table);

}  // namespace tools::mutate
