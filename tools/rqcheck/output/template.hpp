// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Mustache templates. `{{name}}` is escaped for its place in the document, `{{{name}}}` is not escaped.

#include <string>
#include <string_view>
#include <vector>

#include <kainjow/mustache.hpp>

namespace tools {

/// Escapes a text, so that a line or a table cell of Markdown shows it unchanged.
std::string escape_markdown(const std::string& text);

std::string fill_markdown(std::string_view text, const kainjow::mustache::data& data);
std::string fill_html(std::string_view text, const kainjow::mustache::data& data);

/// A self-contained HTML file.
struct HtmlPage {
    std::string title;
    std::string body;  ///< HTML
    std::vector<std::string_view> styles;
    std::vector<std::string_view> scripts;
};

/// The page as HTML, with the style that all pages have.
std::string html_text(const HtmlPage& page);

}  // namespace tools
