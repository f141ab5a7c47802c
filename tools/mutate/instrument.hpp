// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Puts mutants into a source text, to be chosen when it runs.

#include <string>
#include <vector>

#include "tools/mutate/mutant.hpp"

namespace tools::mutate {

/// A mutant of the text, and the number by which it is chosen.
struct Numbered {
    const Mutant* mutant;
    unsigned number;
};

/// The text with each original fragment made a choice: of an expression
/// `(::tools::mutate::mutant_is(N) ? (mutation) : (original))`, of statements (a fragment that ends with `;`
/// or
/// `}`) an if in braces. A fragment may lie within another one, whose mutation then leaves it out; several
/// mutants of one fragment stand beside each other; statements that overlap are chosen from where the first
/// begin. Comments become blanks.
///
/// @throw TableError if a fragment is not there exactly once, or cuts through that of an expression
std::string instrumented(const std::string& text, const std::vector<Numbered>& mutants);

}  // namespace tools::mutate
