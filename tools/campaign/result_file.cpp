// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/campaign/result_file.hpp"

#include <stdexcept>

#include <boost/crc.hpp>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/campaign/digits.hpp"

namespace tools {
namespace {

using nlohmann::json;

constexpr unsigned unit_file_version = 1;

std::uint32_t unit_file_checksum(const std::string& text) {
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    return crc.checksum();
}

json without_time_limit(Request request) {
    request.search.bounds.seconds.reset();
    request.unit.reset();
    return request;
}

}  // namespace

std::string search_name(const Request& request, const std::string& build) {
    return digits_of(without_time_limit(request).dump() + build);
}

std::string unit_name(const std::string& search, const model::Unit& unit) {
    return search + "-" + digits_of(text(unit));
}

std::string unit_file_text(const UnitFile& file) {
    const json body{{"build", file.build},
                    {"search", without_time_limit(file.search)},
                    {"unit", text(file.unit)},
                    {"report", file.report}};
    const std::string text = body.dump(-1, ' ', false, json::error_handler_t::replace);
    return fmt::format("rqcheck-unit {} {:08x}\n{}\n", unit_file_version, unit_file_checksum(text), text);
}

std::optional<UnitFile> read_unit_file(const std::string& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string::npos || text.back() != '\n' || text.size() < end + 2) return std::nullopt;
    const std::string body = text.substr(end + 1, text.size() - end - 2);
    const std::string head =
        fmt::format("rqcheck-unit {} {:08x}", unit_file_version, unit_file_checksum(body));
    if (text.substr(0, end) != head) return std::nullopt;
    try {
        const json read = json::parse(body);
        UnitFile file;
        read.at("build").get_to(file.build);
        read.at("search").get_to(file.search);
        file.unit = read_unit(read.at("unit").get<std::string>());
        read.at("report").get_to(file.report);
        return file;
    } catch (const json::exception&) {
        return std::nullopt;
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

}  // namespace tools
