// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Mustache templates: `{{name}}` is escaped for where it goes, `{{{name}}}` is not.

#include <string>
#include <string_view>
#include <vector>

#include <kainjow/mustache.hpp>

namespace tools {

/// So that a text reads as itself in a line or a table cell of Markdown.
std::string escape_markdown(const std::string& text);

std::string fill_markdown(std::string_view text, const kainjow::mustache::data& data);
std::string fill_html(std::string_view text, const kainjow::mustache::data& data);

/// An HTML file that needs nothing but itself.
struct HtmlPage {
    std::string title;
    std::string body;  ///< HTML
    std::vector<std::string_view> styles;
    std::vector<std::string_view> scripts;
};

/// With the style that all pages have.
std::string html_text(const HtmlPage& page);

}  // namespace tools
