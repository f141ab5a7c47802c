// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/litmus/litmus.hpp"

namespace model::tests {

using Order = std::memory_order;

OutcomeSet bits(const std::string& pattern, const OutcomeSet& forbidden) {
    const std::size_t star = pattern.find('*');
    if (star == std::string::npos) {
        return forbidden.count(pattern) != 0 ? OutcomeSet{} : OutcomeSet{pattern};
    }
    OutcomeSet all;
    for (const char bit : {'0', '1'}) {
        std::string chosen = pattern;
        chosen[star] = bit;
        all.merge(bits(chosen, forbidden));
    }
    return all;
}

Program store_buffering(Order stores, Order loads) {
    return program_of({{store(x, 1, stores), load(y, loads)}, {store(y, 1, stores), load(x, loads)}});
}

Program store_buffering_with_fences(Order left, Order right) {
    return program_of({{store(x, 1, relaxed), fence(left), load(y, relaxed)},
                       {store(y, 1, relaxed), fence(right), load(x, relaxed)}});
}

Program message_passing(Order store_flag, Order load_flag) {
    return program_of(
        {{store(x, 1, relaxed), store(y, 1, store_flag)}, {load(y, load_flag), load(x, relaxed)}});
}

Program message_passing_with_fences(Order writer, Order reader) {
    return program_of({{store(x, 1, relaxed), fence(writer), store(y, 1, relaxed)},
                       {load(y, relaxed), fence(reader), load(x, relaxed)}});
}

Program load_buffering(Order loads, Order stores) {
    return program_of({{load(x, loads), store(y, 1, stores)}, {load(y, loads), store(x, 1, stores)}});
}

Program write_to_read_causality(Order first_load, Order stores, Order second_load) {
    return program_of({{store(x, 1, relaxed)},
                       {load(x, first_load), store(y, 1, stores)},
                       {load(y, second_load), load(x, relaxed)}});
}

Program independent_reads(Order stores, Order first_loads, Order second_loads) {
    return program_of({{store(x, 1, stores)},
                       {store(y, 1, stores)},
                       {load(x, first_loads), load(y, second_loads)},
                       {load(y, first_loads), load(x, second_loads)}});
}

Program independent_reads_with_fences(Order fences) {
    return program_of({{store(x, 1, relaxed)},
                       {store(y, 1, relaxed)},
                       {load(x, relaxed), fence(fences), load(y, relaxed)},
                       {load(y, relaxed), fence(fences), load(x, relaxed)}});
}

Program read_to_write_causality(Order accesses) {
    return program_of({{store(x, 1, accesses)},
                       {load(x, accesses), load(y, accesses)},
                       {store(y, 1, accesses), load(x, accesses)}});
}

Program read_to_write_causality_with_fences(Order fences) {
    return program_of({{store(x, 1, relaxed)},
                       {load(x, relaxed), fence(fences), load(y, relaxed)},
                       {store(y, 1, relaxed), fence(fences), load(x, relaxed)}});
}

Program two_plus_two_writes(Order stores) {
    return program_of(
        {{store(x, 1, stores), store(y, 2, stores)}, {store(y, 1, stores), store(x, 2, stores)}});
}

Program r_shape(Order accesses) {
    return program_of(
        {{store(x, 1, accesses), store(y, 1, accesses)}, {store(y, 2, accesses), load(x, accesses)}});
}

Program s_shape(Order store_flag, Order load_flag) {
    return program_of(
        {{store(x, 2, relaxed), store(y, 1, store_flag)}, {load(y, load_flag), store(x, 1, relaxed)}});
}

}  // namespace model::tests
