// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/overlay.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <regex>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tools/cli/usage_error.hpp"
#include "tools/support/quoted.hpp"
#include "tools/support/suggest.hpp"
#include "tools/variant/functions.hpp"
#include "tools/variant/lock_headers.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

/// A file, its lines and its functions.
struct Source {
    explicit Source(const fs::path& file, std::string shown_as)
        : name(std::move(shown_as)), lines(lines_of(file)), functions(functions_of(file, lines)) {}

    /// The text of these lines, which begins by naming their place.
    std::string text(std::size_t begin, std::size_t end) const {
        std::string result = line_directive(begin + 1, name);
        for (std::size_t line = begin; line < end; ++line) result += lines[line] + "\n";
        return result;
    }

    std::string name;
    std::vector<std::string> lines;
    std::vector<Function> functions;
};

/// A line that makes a file complete as C++. The place where the functions go has such lines already.
bool is_frame(const std::string& line) {
    static const std::regex frame(
        R"(\s*(//.*|#\s*pragma\s+once\s*|#\s*include\s*"lock/.*|namespace\s+rqspinlock\s*\{\s*|\}\s*//\s*namespace.*)?)");
    return std::regex_match(line, frame);
}

class Overlay {
  public:
    Overlay(const fs::path& overlay, const fs::path& lock) : overlay_(overlay, overlay.string()) {
        for (const std::string_view name : changeable_headers) {
            headers_.emplace_back(lock / name, fmt::format("lock/{}", name));
        }
        for (const Function& function : overlay_.functions) {
            require_once(function);
            if (const std::optional<Place> place = place_of(function)) {
                replaced_.push_back({*place, &function});
            }
        }
        if (replaced_.empty()) refuse();
        refuse_directives();
    }

    std::string summary() const {
        std::vector<std::string> parts;
        for (const Replacement& one : replaced_) {
            parts.push_back(
                fmt::format("{} of {} replaced", one.by->name, changeable_headers[one.place.header]));
        }
        for (const Function& function : overlay_.functions) {
            if (is_replacement(function)) continue;
            const std::string_view near = nearest(function.name, lock_names());
            const bool is_misspelt = edit_distance(near, function.name) <= 2;
            parts.push_back(fmt::format("{} added{}", function.name,
                                        is_misspelt ? fmt::format(" (the lock has {})", near) : ""));
        }
        return fmt::format("{}", fmt::join(parts, ", "));
    }

    ChangedHeaders headers() const {
        ChangedHeaders changed;
        for (std::size_t header = 0; header < headers_.size(); ++header) {
            const bool is_changed =
                std::any_of(replaced_.begin(), replaced_.end(),
                            [&](const Replacement& one) { return one.place.header == header; });
            if (is_changed) changed.emplace(changeable_headers[header], changed_text(header));
        }
        return changed;
    }

  private:
    /// A function of the lock, and the header that has it.
    struct Place {
        std::size_t header;
        const Function* function;
    };
    struct Replacement {
        Place place;
        const Function* by;
    };

    void require_once(const Function& function) const {
        const auto same = [&](const Function& other) { return other.name == function.name; };
        if (std::count_if(overlay_.functions.begin(), overlay_.functions.end(), same) == 1) return;
        throw UsageError(fmt::format("{} has {} more than once", overlay_.name, function.name));
    }

    std::optional<Place> place_of(const Function& function) const {
        std::optional<Place> found;
        for (std::size_t header = 0; header < headers_.size(); ++header) {
            for (const Function& candidate : headers_[header].functions) {
                if (candidate.name != function.name) continue;
                if (found) {
                    throw UsageError(fmt::format(
                        "{} has {}, and the lock has it as {} and as {}: change a copy of the header",
                        overlay_.name, function.name, full_name(*found->function), full_name(candidate)));
                }
                found = Place{header, &candidate};
            }
        }
        return found;
    }

    static std::string full_name(const Function& function) {
        return fmt::format("{}::{}", function.scope, function.name);
    }

    [[noreturn]] void refuse() const {
        if (overlay_.functions.empty()) {
            throw UsageError(fmt::format("{} has no function in it, so it changes nothing", overlay_.name));
        }
        throw UsageError(
            fmt::format("{}: {}", overlay_.name,
                        unknown("function of the lock", overlay_.functions.front().name, lock_names())));
    }

    std::vector<std::string_view> lock_names() const {
        std::vector<std::string_view> names;
        for (const Source& header : headers_) {
            for (const Function& function : header.functions) names.push_back(function.name);
        }
        return names;
    }

    bool is_replacement(const Function& function) const {
        return std::any_of(replaced_.begin(), replaced_.end(),
                           [&](const Replacement& one) { return one.by == &function; });
    }

    /// Goes through the overlay in its order: each function, and each line that belongs to no function.
    template <class OnFunction, class OnLine>
    void walk(OnFunction on_function, OnLine on_line) const {
        auto function = overlay_.functions.begin();
        for (std::size_t line = 0; line < overlay_.lines.size();) {
            if (function != overlay_.functions.end() && function->begin <= line) {
                on_function(*function);
                line = (function++)->end;
            } else {
                on_line(line++);
            }
        }
    }

    /// Functions and the lines between them go to different places, so a preprocessor line there is refused.
    void refuse_directives() const {
        walk([](const Function&) {},
             [this](std::size_t line) {
                 const std::string& text = overlay_.lines[line];
                 const std::size_t first = text.find_first_not_of(" \t");
                 if (first == std::string::npos || text[first] != '#' || is_frame(text)) return;
                 throw UsageError(fmt::format(
                     "{}:{}: a preprocessor line between functions: change a copy of the header instead",
                     overlay_.name, line + 1));
             });
    }

    /// The new functions and the other lines, in their order.
    std::string additions() const {
        std::string result;
        walk(
            [&](const Function& function) {
                if (!is_replacement(function)) result += overlay_.text(function.begin, function.end);
            },
            [&](std::size_t line) {
                if (!is_frame(overlay_.lines[line])) result += overlay_.text(line, line + 1);
            });
        return result;
    }

    std::string changed_text(std::size_t header) const {
        const Source& source = headers_[header];
        std::string result;
        std::size_t line = 0;
        for (const Function& function : source.functions) {
            const auto replacement =
                std::find_if(replaced_.begin(), replaced_.end(),
                             [&](const Replacement& one) { return one.place.function == &function; });
            if (replacement == replaced_.end()) continue;
            result += source.text(line, function.begin);
            if (replacement == replaced_.begin()) result += additions();
            result += overlay_.text(replacement->by->begin, replacement->by->end);
            line = function.end;
        }
        return result + source.text(line, source.lines.size());
    }

    Source overlay_;
    std::vector<Source> headers_;  ///< in the order of `changeable_headers`
    std::vector<Replacement> replaced_;
};

}  // namespace

std::string line_directive(std::size_t line, const std::string& file) {
    return fmt::format("#line {} {}\n", line, quoted(file));
}

HeaderChange overlaid(const fs::path& overlay, const fs::path& lock) {
    const Overlay made(overlay, lock);
    return {made.headers(), made.summary()};
}

}  // namespace tools
