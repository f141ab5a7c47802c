// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Puts mutants into a source text. The program chooses one when it runs.

#include <string>
#include <vector>

#include "tools/mutate/mutant.hpp"

namespace tools::mutate {

/// A mutant of the text, and the number by which it is chosen.
struct Numbered {
    const Mutant* mutant;
    unsigned number;
};

/// The text in which each original fragment is a choice. For an expression the choice is
/// `(::tools::mutate::mutant_is(N) ? (mutation) : (original))`. For statements (a fragment that ends with `;`
/// or `}`) it is an `if` in braces. A fragment may lie within another one, whose mutation then leaves it out.
/// Several mutants of one fragment stand beside each other. If statements overlap, both choices begin where
/// the first one begins. Comments become blanks.
///
/// @throw TableError if a fragment is not there exactly once, or cuts through the fragment of an expression
std::string instrumented(const std::string& text, const std::vector<Numbered>& mutants);

}  // namespace tools::mutate
