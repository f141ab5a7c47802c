// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Files that are built into rqcheck: templates (Mustache), styles and scripts, and the beginnings of new
/// files. Each constant has the name of its file.

#include <string_view>

namespace tools::texts {

extern const std::string_view html_page_html;
extern const std::string_view html_page_css;
extern const std::string_view html_counts_html;
extern const std::string_view html_filter_js;
extern const std::string_view html_legend_html;
extern const std::string_view html_matrix_html;
extern const std::string_view html_matrix_css;
extern const std::string_view html_matrix_js;
extern const std::string_view html_one_run_html;
extern const std::string_view html_scenario_html;
extern const std::string_view html_trace_css;
extern const std::string_view html_trace_js;
extern const std::string_view html_traces_html;
extern const std::string_view markdown_matrix_md;
extern const std::string_view junit_report_xml;
extern const std::string_view completion_rqcheck_bash;
extern const std::string_view completion_rqcheck_zsh;
extern const std::string_view new_scenario_scenario_cpp_in;

}  // namespace tools::texts
