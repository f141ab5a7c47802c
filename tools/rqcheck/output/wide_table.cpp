// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/wide_table.hpp"

#include <algorithm>
#include <span>

namespace tools {
namespace {

constexpr std::string_view between = "  ";

std::size_t width_of(const std::vector<std::string>& labels) {
    std::size_t width = 0;
    for (const std::string& label : labels) width = std::max(width, label.size());
    return width;
}

std::size_t width_of(const TableColumn& column) {
    std::size_t width = std::max(column.head.size(), column.least_width);
    for (const TableEntry& entry : column.entries) width = std::max(width, entry.text.size());
    return width;
}

/// Padding comes before a text. So no line ends with blanks, and colours take no room.
std::string part(const std::vector<std::string>& labels, std::span<const TableColumn> columns,
                 const Paint& paint) {
    const std::size_t first = width_of(labels);
    std::string out(first, ' ');
    std::string gap;
    for (const TableColumn& column : columns) {
        out += gap + std::string(between) + column.head;
        gap = std::string(width_of(column) - column.head.size(), ' ');
    }
    out += "\n";
    for (std::size_t row = 0; row < labels.size(); ++row) {
        out += labels[row];
        gap = std::string(first - labels[row].size(), ' ');
        for (const TableColumn& column : columns) {
            const TableEntry& entry = column.entries[row];
            const std::string text = paint(entry.colour, entry.text);
            out += gap + std::string(between) + (entry.bold ? paint.bold(text) : text);
            gap = std::string(width_of(column) - entry.text.size(), ' ');
        }
        out += "\n";
    }
    return out;
}

}  // namespace

std::string wide_table(const std::vector<std::string>& labels, const std::vector<TableColumn>& columns,
                       const Paint& paint, std::optional<std::size_t> page) {
    const std::span<const TableColumn> all(columns);
    std::string out;
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t width = width_of(labels);
        std::size_t end = begin;
        const auto has_room = [&](const TableColumn& column) {
            return end == begin || !page || width + between.size() + width_of(column) <= *page;
        };
        while (end < all.size() && has_room(all[end])) width += between.size() + width_of(all[end++]);
        if (begin != 0) out += "\n";
        out += part(labels, all.subspan(begin, end - begin), paint);
        begin = end;
    }
    return out;
}

}  // namespace tools
