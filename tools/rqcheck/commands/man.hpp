// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck man`: the man page rqcheck(1), from the CLI11 app.

namespace CLI {
class App;
}

namespace tools {

CLI::App* add_man(CLI::App& app);

/// @param app all of rqcheck
/// @return the exit code
int man(const CLI::App& app);

}  // namespace tools
