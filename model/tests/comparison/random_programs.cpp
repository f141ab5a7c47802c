// SPDX-License-Identifier: GPL-2.0-or-later

// native-random: the real engine.

#include "model/tests/comparison/random_comparison.hpp"

int main(int argc, char** argv) {
    return model::tests::compare_random_programs(argc, argv, {});
}
