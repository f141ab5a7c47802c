// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck work`: helps with the searches of a state folder.

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tools {

struct WorkOptions {
    std::string folder;
    unsigned jobs = 1;
};

CLI::App* add_work(CLI::App& app, WorkOptions& options);

/// Makes the campaign's command, and shows none of its output.
/// @param run_words runs a command line of rqcheck, without the program's name
int work(const WorkOptions& options, const std::function<int(std::vector<std::string>)>& run_words);

}  // namespace tools
