// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck doctor`: shows what is installed, which engines answer, and what this machine permits.

namespace CLI {
class App;
}

namespace tools {

CLI::App* add_doctor(CLI::App& app);

/// @return 0 if everything that is needed is there, else 1
int doctor();

}  // namespace tools
