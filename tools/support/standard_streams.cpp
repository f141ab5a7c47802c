// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <initializer_list>
#include <new>
#include <string_view>

namespace tools {
namespace {

/// Before main begins, no code of ours can catch an exception.
[[noreturn]] void end_for_lack_of_memory() {
    constexpr std::string_view line = "out of memory at the start of the program\n";
    const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
    static_cast<void>(written);  // there is no other place for a message
    constexpr int not_done = 5;  // tools/cli/exit_code.hpp, which this folder may not include
    std::_Exit(not_done);
}

struct BeforeMain {
    BeforeMain() { std::set_new_handler(end_for_lack_of_memory); }
};

/// This object is made before all others.
[[gnu::init_priority(101)]] const BeforeMain before_main;

}  // namespace

void hold_standard_streams() {
    std::set_new_handler(nullptr);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
        // The lowest free descriptor is this one. It is opened for the wrong direction on purpose.
        open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
    std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace tools
