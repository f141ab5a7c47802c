// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The weight of units of work, exactly.

#include <memory>
#include <string>

#include "model/unit.hpp"

namespace tools {

/// A sum of weights. The whole search has the weight 1, and at each graph all moves have the same weight. So
/// the weights of units that cover the search without a gap and without an overlap add up to 1.
class Weight {
  public:
    Weight();
    ~Weight();
    Weight(const Weight& other);
    Weight& operator=(const Weight& other);

    Weight& operator+=(const model::Unit& unit);
    /// Adds what is done of a unit. @param done see model::SearchResult
    void add(const model::Unit& unit, const std::vector<model::Done>& done);
    Weight& operator-=(const model::Unit& unit);

    friend bool operator==(const Weight& a, const Weight& b);
    bool is_zero() const;
    bool is_one() const;

    /// As a fraction: "17/24".
    std::string text() const;
    double value() const;

  private:
    struct Number;
    std::unique_ptr<Number> number_;
};

}  // namespace tools
