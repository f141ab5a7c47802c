// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/division/weight.hpp"

#include <boost/multiprecision/cpp_int.hpp>

namespace tools {

struct Weight::Number {
    boost::multiprecision::cpp_rational sum;
};

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

cpp_rational weight_of(const model::Unit& unit) {
    cpp_int parts = 1;
    for (const model::Branch& branch : unit.path) parts *= branch.moves;
    if (unit.from == 0) return {1, parts};
    return {unit.moves - unit.from, parts * unit.moves};
}

}  // namespace

Weight::Weight() : number_(std::make_unique<Number>()) {}
Weight::~Weight() = default;
Weight::Weight(const Weight& other) : number_(std::make_unique<Number>(*other.number_)) {}
Weight& Weight::operator=(const Weight& other) {
    *number_ = *other.number_;
    return *this;
}

Weight& Weight::operator+=(const model::Unit& unit) {
    number_->sum += weight_of(unit);
    return *this;
}

void Weight::add(const model::Unit& unit, const std::vector<model::Done>& done) {
    cpp_int parts = 1;
    for (const model::Branch& branch : unit.path) parts *= branch.moves;
    for (const model::Done& one : done) {
        parts *= one.moves;
        number_->sum += cpp_rational(one.done, parts);
    }
}

bool operator==(const Weight& a, const Weight& b) {
    return a.number_->sum == b.number_->sum;
}

Weight& Weight::operator-=(const model::Unit& unit) {
    number_->sum -= weight_of(unit);
    return *this;
}

bool Weight::is_zero() const {
    return number_->sum.is_zero();
}

bool Weight::is_one() const {
    return number_->sum == 1;
}

std::string Weight::text() const {
    return number_->sum.str();
}

double Weight::value() const {
    return number_->sum.convert_to<double>();
}

}  // namespace tools
