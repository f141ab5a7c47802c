// SPDX-License-Identifier: GPL-2.0-or-later

// native-random: the engine as it is.

#include "model/tests/comparison/random_comparison.hpp"

int main(int argc, char** argv) {
    return model::tests::compare_random_programs(argc, argv, {});
}
