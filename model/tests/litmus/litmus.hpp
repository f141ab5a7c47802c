// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Litmus tests with the outcomes that the memory model allows, and no other outcomes.

#include <set>
#include <string>
#include <vector>

#include "model/tests/programs/instructions.hpp"

namespace model::tests {

using OutcomeSet = std::set<std::string>;

struct Litmus {
    std::string name;
    std::string source;
    Program program;
    OutcomeSet allowed;  ///< in the form that outcome_of writes
    bool with_final_values = false;
};

// The sources of the tests.
inline constexpr auto herding_cats = "Alglave, Maranget, Tautschnig, \"Herding Cats\", TOPLAS 36(2), 2014";
inline constexpr auto repairing_sc =
    "Lahav, Vafeiadis, Kang, Hur, Dreyer, \"Repairing Sequential Consistency in C/C++11\", PLDI 2017";
inline constexpr auto foundations =
    "Boehm, Adve, \"Foundations of the C++ Concurrency Memory Model\", PLDI 2008";
inline constexpr auto x86_tso = "Owens, Sarkar, Sewell, \"A Better x86 Memory Model: x86-TSO\", TPHOLs 2009";
inline constexpr auto races = "C++20 [intro.races]";
inline constexpr auto linux_model =
    "Alglave, Maranget, McKenney, Parri, Stern, \"Frightening Small Children and Disconcerting Grown-ups: "
    "Concurrency in the Linux Kernel\", ASPLOS 2018";

/// All ways to put 0 or 1 in the place of each star, except the forbidden ones.
OutcomeSet bits(const std::string& pattern, const OutcomeSet& forbidden = {});

// Classical programs. A CPU's accesses are those that the name says, in the textbook's order.
Program store_buffering(std::memory_order stores, std::memory_order loads);
Program store_buffering_with_fences(std::memory_order left, std::memory_order right);
Program message_passing(std::memory_order store_flag, std::memory_order load_flag);
Program message_passing_with_fences(std::memory_order writer, std::memory_order reader);
Program load_buffering(std::memory_order loads, std::memory_order stores);
Program write_to_read_causality(std::memory_order first_load, std::memory_order store,
                                std::memory_order load);
Program independent_reads(std::memory_order stores, std::memory_order first_loads,
                          std::memory_order second_loads);
Program independent_reads_with_fences(std::memory_order fences);
Program read_to_write_causality(std::memory_order accesses);
Program read_to_write_causality_with_fences(std::memory_order fences);
Program two_plus_two_writes(std::memory_order stores);
Program r_shape(std::memory_order accesses);
Program s_shape(std::memory_order store_flag, std::memory_order load_flag);

// The tests by subject.
std::vector<Litmus> communication_litmus();  ///< which CPU sees which stores, C++20
std::vector<Litmus> coherence_litmus();      ///< one location, and orders of stores, C++20
std::vector<Litmus> update_litmus();         ///< atomic updates and release sequences, C++20
std::vector<Litmus> dependency_litmus();     ///< loads of order `dependency`, C++20's consume, in all models
std::vector<Litmus> stronger_litmus();       ///< tso and sc

}  // namespace model::tests
