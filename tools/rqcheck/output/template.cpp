// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/template.hpp"

#include <cctype>
#include <regex>
#include <stdexcept>

#include "tools/rqcheck/texts/texts.hpp"
#include "tools/support/printable.hpp"

namespace tools {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

std::string fill(std::string_view text, const data& data, const mustache::escape_handler& escape) {
    mustache page{std::string(text)};
    page.set_custom_escape(escape);
    std::string filled = page.render(data);
    if (!page.is_valid()) throw std::logic_error("a template is wrong: " + page.error_message());
    return filled;
}

std::string joined(std::string_view first, const std::vector<std::string_view>& others) {
    std::string all(first);
    for (const std::string_view other : others) all += other;
    return all;
}

}  // namespace

std::string escape_markdown(const std::string& text) {
    const auto is_word = [&](std::size_t at) {
        return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
    };
    std::string escaped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        // An underscore within a word is no emphasis. A name without the backslash is easier to search for.
        const bool in_word = c == '_' && i > 0 && is_word(i - 1) && is_word(i + 1);
        if (c == '\n' || c == '\r') {
            escaped += ' ';
        } else if (std::string_view("\\`*_[]<>|&~").find(c) != std::string_view::npos && !in_word) {
            escaped += {'\\', c};
        } else {
            escaped += c;
        }
    }
    return escaped;
}

std::string fill_markdown(std::string_view text, const data& data) {
    // If a section is left out, mustache leaves an empty line in its place.
    static const std::regex empty_lines("\n{3,}");
    return std::regex_replace(
        fill(text, data, [](const std::string& raw) { return escape_markdown(printable_lines(raw)); }),
        empty_lines, "\n\n");
}

std::string fill_html(std::string_view text, const data& data) {
    // XML 1.0 has no form for control characters, and a browser obeys marks of direction.
    return fill(text, data, [](const std::string& raw) {
        return kainjow::mustache::html_escape<std::string>(printable_lines(raw));
    });
}

std::string html_text(const HtmlPage& page) {
    data data;
    data.set("title", page.title);
    data.set("body", page.body);
    data.set("style", joined(texts::html_page_css, page.styles));
    data.set("script", joined("", page.scripts));
    return fill_html(texts::html_page_html, data);
}

}  // namespace tools
