// SPDX-License-Identifier: GPL-2.0-or-later

// native-random-planted: an engine in which errors can be planted.

#include "model/tests/comparison/random_comparison.hpp"

int main(int argc, char** argv) {
    return model::tests::compare_random_programs(argc, argv, model::tests::planted_errors());
}
