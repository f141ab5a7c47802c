// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/bench/programs.hpp"

#include <array>

#include "model/native/platform.hpp"

namespace model::bench {
namespace {

constexpr Order relaxed = std::memory_order_relaxed;
constexpr Order seq_cst = std::memory_order_seq_cst;

enum class BenchSite : SiteId { access };
constexpr BenchSite site = BenchSite::access;

using Variable = native::Atomic<std::uint32_t>;

/// The variables of all programs. A variable that a program does not use costs nothing.
std::array<Variable, 32>& variables() {
    static std::array<Variable, 32> variables;
    return variables;
}

/// An atomic update that keeps the old bits and adds one.
void fetch_or(Variable& variable, std::uint32_t bit) {
    native::Machine::instance().update(variable.location(), ~0U, bit,
                                       access_info(relaxed, site, Source::current()));
}

std::uint64_t power(std::uint64_t base, unsigned exponent) {
    std::uint64_t result = 1;
    for (unsigned i = 0; i < exponent; ++i) result *= base;
    return result;
}

unsigned as_many(unsigned size) {
    return size;
}
unsigned one_more(unsigned size) {
    return size + 1;
}
unsigned twice_as_many(unsigned size) {
    return 2 * size;
}
unsigned two(unsigned /*size*/) {
    return 2;
}

// ---- fetch_or: each CPU updates the same variable once; each order is a separate graph ----

void update_once(unsigned /*size*/, unsigned cpu) {
    fetch_or(variables()[0], 1U << cpu);
}

std::uint64_t orders(unsigned size) {
    std::uint64_t result = 1;
    for (unsigned i = 2; i <= size; ++i) result *= i;
    return result;
}

// ---- readers: CPU 0 writes and all other CPUs read; each of these sees the write or does not ----

void write_or_read(unsigned /*size*/, unsigned cpu) {
    Variable& x = variables()[0];
    if (cpu == 0) {
        x.store(1, relaxed, site);
    } else {
        x.load(relaxed, site);
    }
}

std::uint64_t seen_or_not(unsigned size) {
    return power(2, size);
}

// ---- lastzero: CPU 0 looks for the last zero of an array while the others write to it ----

void last_zero(unsigned size, unsigned cpu) {
    std::array<Variable, 32>& array = variables();
    if (cpu != 0) {
        array[cpu].store(array[cpu - 1].load(relaxed, site) + 1, relaxed, site);
        return;
    }
    unsigned i = size;
    while (array[i].load(relaxed, site) != 0) --i;  // no CPU writes to the first element
}

/// Each writer except the first sees the one before it or does not. CPU 0 ends at any place.
std::uint64_t last_zeros(unsigned size) {
    return (size + 1) * power(2, size - 1);
}

// ---- indexer: CPUs insert four values each into a hash table with linear probing ----

/// The original has 128 places, and collisions between threads whose numbers differ by 12 or more. This
/// machine has fewer CPUs: with 32 places, neighbours collide.
constexpr unsigned places = 32;

void insert(unsigned /*size*/, unsigned cpu) {
    constexpr unsigned values = 4;
    for (unsigned i = 1; i <= values; ++i) {
        const std::uint32_t value = i * 11 + cpu;
        unsigned place = value * 7 % places;
        while (true) {
            std::uint64_t expected = 0;
            const bool inserted =
                native::Machine::instance().compare_exchange(variables()[place].location(), expected, value,
                                                             access_info(relaxed, site, Source::current()));
            if (inserted) break;
            place = (place + 1) % places;
        }
    }
}

// ---- store buffers: store one variable, load the other one ----

void store_and_load(unsigned pair, unsigned side, Order order) {
    variables()[2 * pair + side].store(1, order, site);
    variables()[2 * pair + 1 - side].load(order, site);
}

/// One pair of CPUs for each pair of variables.
void own_pair(unsigned /*size*/, unsigned cpu) {
    store_and_load(cpu / 2, cpu % 2, relaxed);
}

/// Two CPUs, one pair of variables after the other.
template <Order order>
void all_pairs(unsigned size, unsigned cpu) {
    for (unsigned pair = 0; pair < size; ++pair) store_and_load(pair, cpu, order);
}

std::uint64_t all_results(unsigned size) {
    return power(4, size);
}

/// The CPUs of a pair cannot both miss the other's store.
std::uint64_t results_in_one_order(unsigned size) {
    return power(3, size);
}

}  // namespace

const std::vector<Program>& programs() {
    static const std::vector<Program> programs{
        {"fetch_or", as_many, update_once, orders, {3, 6, 7, 8}},
        {"readers", one_more, write_or_read, seen_or_not, {3, 7}},
        {"lastzero", one_more, last_zero, last_zeros, {3, 5, 7}},
        {"indexer", as_many, insert, nullptr, {3, 5, 7}},
        {"sb_pairs", twice_as_many, own_pair, all_results, {2, 4}},
        {"sb_chain", two, all_pairs<relaxed>, all_results, {3, 6, 8}},
        {"sb_chain_seq_cst", two, all_pairs<seq_cst>, results_in_one_order, {3, 6, 8}},
    };
    return programs;
}

}  // namespace model::bench
