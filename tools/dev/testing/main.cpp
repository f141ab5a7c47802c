// SPDX-License-Identifier: GPL-2.0-or-later

// Catch2's main function. Version 3 has it in a library of its own.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_NO_POSIX_SIGNALS  // SIGSTKSZ is no constant in newer C libraries
#include <catch2/catch.hpp>
#endif
