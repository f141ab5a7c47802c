// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The results of a unit in a file.

#include <optional>
#include <string>

#include "tools/protocol/report.hpp"

namespace tools {

/// A name for the search of a request: 16 hexadecimal digits. Requests that differ in what they search have
/// different names, and so have builds of the engine.
std::string search_name(const Request& request, const std::string& build);

/// The name of the file of a unit: that of the search, and one for the unit.
std::string unit_name(const std::string& search, const model::Unit& unit);

struct UnitFile {
    std::string build;  ///< of the engine
    Request search;     ///< without the unit, and without a time limit
    model::Unit unit;
    Report report;
};

std::string unit_file_text(const UnitFile& file);

/// @return nullopt: the text is damaged
std::optional<UnitFile> read_unit_file(const std::string& text);

}  // namespace tools
